"""API keys: what opens, what does not, and what the graph keeps of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph import keys
from graph.errors import BadInput, NotFound
from tests.conftest import Graph


def test_a_key_opens_until_it_is_revoked(graph: Graph) -> None:
    key, text = graph.run(keys.create(graph.database, "editor", "李"))
    found = graph.run(keys.verify(graph.database, text))
    assert found == key and found.role == "editor" and found.name == "李"
    ended = graph.run(keys.revoke(graph.database, key.id))
    assert ended.revoked is not None and graph.run(keys.verify(graph.database, text)) is None
    assert graph.run(keys.revoke(graph.database, key.id)) == ended
    assert graph.run(keys.every(graph.database)) == [ended]


def test_a_key_ends(graph: Graph) -> None:
    key, text = graph.run(keys.create(graph.database, "public", days=1))
    assert key.expires is not None
    assert key.valid(key.created) and not key.valid(key.created + timedelta(days=1))
    graph.rows("MATCH (k:ApiKey) SET k.expiresAt = $now", now=datetime.now(UTC))
    assert graph.run(keys.verify(graph.database, text)) is None


def test_no_other_text_opens(graph: Graph) -> None:
    key, text = graph.run(keys.create(graph.database, "admin"))
    other = graph.run(keys.create(graph.database, "admin"))[1]
    secret = text.rpartition("_")[2]
    wrong = [text[:-1], text + "A", f"wuye_{key.id}_{'A' * 43}", f"wuye_{'0' * 12}_{text[-43:]}", secret, "", "wuye__"]
    wrong += [f"wuye_{key.id}_{other[-43:]}", text.replace(text[-1], "é"), text + "\n"]
    assert [graph.run(keys.verify(graph.database, one)) for one in wrong] == [None] * len(wrong)


def test_the_graph_keeps_no_secret(graph: Graph) -> None:
    _, text = graph.run(keys.create(graph.database, "admin", "n"))
    [[kept]] = graph.rows("MATCH (k:ApiKey) RETURN properties(k)")
    assert text[-43:] not in str(kept) and kept["hash"] == keys.hashed(text[-43:])


def test_a_key_is_no_data(graph: Graph) -> None:
    graph.run(keys.create(graph.database, "admin"))
    assert graph.rows("MATCH (n) WHERE NOT n:Wuye RETURN count(*)") == [[0]]


def test_words_that_do_not_fit(graph: Graph) -> None:
    with pytest.raises(BadInput, match="roles are public, investigator, editor, admin"):
        graph.run(keys.create(graph.database, "root"))
    with pytest.raises(BadInput, match="above 0"):
        graph.run(keys.create(graph.database, "admin", days=0))
    with pytest.raises(NotFound, match="wuye keys list"):
        graph.run(keys.revoke(graph.database, "nobody"))
