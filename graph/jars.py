"""Where Neo4j's jars come from: a folder of yours, or a Maven repository, fetched once and checked."""

from __future__ import annotations

import hashlib
import os
import threading
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ServerFailed
from graph.settings import Settings

if TYPE_CHECKING:
    import requests
    from jgo.maven import Artifact, MavenContext, Resolver

#: Kept beside the jar that it belongs to, so that the cache can be moved or deleted as one.
CLASS_PATH = "wuye-class-path.txt"
#: Seconds that a repository may leave us waiting for its next bytes.
PATIENCE = 20


def resolve(settings: Settings, on_progress: Callable[[str], None]) -> Sequence[Path]:
    """Every jar of `settings.neo4j_version`; raises ServerFailed with what to do when they cannot be had."""
    return _in_folder(settings.jars, settings.neo4j_version) if settings.jars else _in_cache(settings, on_progress)


def present(settings: Settings) -> int:
    """How many jars are here, 0 where they have to be fetched first; raises ServerFailed for a WUYE_NEO4J_JARS without Neo4j."""
    if settings.jars:
        return len(_in_folder(settings.jars, settings.neo4j_version))
    context = _context(settings)
    return len(_listed(_listing(context, settings.neo4j_version), context.repo_cache) or ())


def _in_folder(folder: Path, version: str) -> Sequence[Path]:
    jars = sorted(folder.rglob("*.jar"))
    kernels = [jar.stem.removeprefix("neo4j-kernel-") for jar in jars if jar.name.startswith("neo4j-kernel-")]
    found = [kernel for kernel in kernels if kernel[:1].isdigit()]
    if not found:
        raise ServerFailed(
            f"WUYE_NEO4J_JARS={folder} holds no Neo4j ({len(jars)} jars, none is neo4j-kernel): "
            f"name the folder with all jars of org.neo4j:neo4j:{version}, for example the lib folder of its archive."
        )
    if version not in found:
        raise ServerFailed(
            f"WUYE_NEO4J_JARS={folder} holds Neo4j {found[0]}, not {version}: set WUYE_NEO4J_VERSION={found[0]}."
        )
    return jars


def _in_cache(settings: Settings, on_progress: Callable[[str], None]) -> Sequence[Path]:
    version, context = settings.neo4j_version, _context(settings)
    listing = _listing(context, version)
    jars = _listed(listing, context.repo_cache)
    if jars is None:
        on_progress(f"Fetching Neo4j {version} (once, about 150 MB)")
        jars = _fetch(context, settings, on_progress)
        _note(listing, [jar.relative_to(context.repo_cache).as_posix() for jar in jars])
    return jars


def _context(settings: Settings) -> MavenContext:
    from jgo.maven import MavenContext

    repositories = {"mirror": settings.maven_mirror.rstrip("/")} if settings.maven_mirror else None
    return MavenContext(resolver=_resolver(), remote_repos=repositories, timeout=PATIENCE)


def _listing(context: MavenContext, version: str) -> Path:
    found: Path = context.repo_cache / "org" / "neo4j" / "neo4j" / version / CLASS_PATH
    return found


def _listed(listing: Path, cache: Path) -> Sequence[Path] | None:
    """The class path found last time, as long as all of it is still there."""
    if not listing.exists():
        return None
    jars = [cache / line for line in listing.read_text(encoding="utf-8").splitlines()]
    return jars if jars and all(jar.exists() for jar in jars) else None


def _note(listing: Path, lines: Sequence[str]) -> None:
    part = listing.with_name(f"{CLASS_PATH}.{os.getpid()}")
    part.write_text("\n".join(lines), encoding="utf-8")
    part.replace(listing)


def _fetch(context: MavenContext, settings: Settings, on_progress: Callable[[str], None]) -> Sequence[Path]:
    endpoint = f"org.neo4j:neo4j:{settings.neo4j_version}"
    try:
        artifacts = _dependencies(context, endpoint)
        jars = _download(artifacts, on_progress)
    except (OSError, RuntimeError, ValueError, LookupError) as error:
        where = settings.maven_mirror or "Maven Central"
        raise ServerFailed(
            f"{endpoint} could not be fetched from {where} ({_reason(error)}): set WUYE_MAVEN_MIRROR to a Maven "
            "repository that you reach, WUYE_NEO4J_JARS to a folder of its jars, or NEO4J_URI to a Neo4j that runs."
        ) from error
    for jar in jars:
        if not zipfile.is_zipfile(jar):
            raise ServerFailed(f"{jar} is damaged: delete it and start again, so that it is fetched anew.")
    return jars


def _reason(error: Exception) -> str:
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return f"no answer within {PATIENCE} s"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    return str(error).partition("\n")[0][:200]


def _dependencies(context: MavenContext, endpoint: str) -> list[Artifact]:
    inputs, transitive = context.resolver.resolve([context.create_dependency(endpoint)])
    needed = [dependency for dependency in transitive if dependency.scope in ("compile", "runtime")]
    return [dependency.artifact for dependency in [*inputs, *needed]]


def _download(artifacts: Sequence[Artifact], on_progress: Callable[[str], None]) -> list[Path]:
    jars = []
    with ThreadPoolExecutor(8) as pool:
        for jar in pool.map(lambda artifact: artifact.resolve(), artifacts):
            jars.append(jar)
            if len(jars) % 20 == 0:
                on_progress(f"Fetching Neo4j: {len(jars)} of {len(artifacts)} jars")
    return jars


def _resolver() -> Resolver:
    """jgo's resolver with a download of ours: one connection a thread, whole files only, checksums that count.

    jgo 3.2 writes into the cache as it goes and only warns of a wrong checksum: an interrupted or falsified
    jar would stay for good.
    """
    import requests
    from jgo.maven import PythonResolver

    sessions = threading.local()

    class Checked(PythonResolver):
        def download(self, artifact: Artifact) -> Path | None:
            if not hasattr(sessions, "session"):
                sessions.session = requests.Session()
            (repository,) = artifact.context.remote_repos.values()
            url = f"{repository}/{artifact.component.path_prefix.as_posix()}/{artifact.filename}"
            content = _get(sessions.session, url)
            expected = _get(sessions.session, f"{url}.sha1").decode().split()[0]
            if hashlib.sha1(content, usedforsecurity=False).hexdigest() != expected:
                raise ValueError(f"the checksum of {artifact.filename} is wrong")
            return _keep(artifact.context.repo_cache / artifact.component.path_prefix / artifact.filename, content)

    return Checked()


def _get(session: requests.Session, url: str) -> bytes:
    response = session.get(url, timeout=PATIENCE)
    response.raise_for_status()
    content: bytes = response.content
    return content


def _keep(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    part.write_bytes(content)
    return part.replace(path)
