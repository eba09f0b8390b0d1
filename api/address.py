"""The questions that come with Wuye, each by one address: `/q/NAME?variable=value&format=json|csv|ndjson|xlsx`, for who writes no GraphQL.

Parameters are the variables of the question's operation, read as their types say. A file has all rows: a list that the question bounds
by a variable is not bounded there unless the address gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from graphql import (
    ArgumentNode,
    GraphQLInputType,
    GraphQLSchema,
    ObjectFieldNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_input_object_type,
    is_list_type,
    parse,
    print_ast,
    type_from_ast,
    value_from_ast_untyped,
    visit,
)
from graphql.language import Visitor

from api.bounds import BOUNDS
from api.document import document_id
from api.question import Question
from api.sheet_format import FORMATS
from graph.errors import BadInput, NotFound

#: What an address says beside its variables: how the answer comes; `known` and `today` are those of a file's manifest.
FORMAT, AS_OF = "format", ("known", "today")
JSON = "json"


@dataclass(frozen=True)
class Parameter:
    """A variable as an address gives it: its type in the schema, what it is unless given, what the schema says of where it is used."""

    name: str
    type: GraphQLInputType
    default: ValueNode | None
    text: str = ""

    def value(self, given: list[str]) -> Any:
        """What the address says of it, as JSON; raises BadInput. The schema's own scalars are text until they are coerced.

        >>> from graphql import GraphQLInt
        >>> Parameter("first", GraphQLInt, None).value(["5"])
        5
        """
        if is_list_type(get_nullable_type(self.type)):
            return [self._one(text) for text in given]
        if len(given) > 1:
            raise BadInput(f"`{self.name}` is given {len(given)} times; give it once. 参数只能出现一次。")
        return self._one(given[0])

    def _one(self, text: str) -> Any:
        type = get_named_type(self.type)
        if type.name not in READ and not is_input_object_type(type):
            return text
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError:
            found = None
        said, kinds = READ.get(type.name, ("a JSON object", (dict,)))
        if not isinstance(found, kinds) or (isinstance(found, bool) and bool not in kinds):
            raise BadInput(f"`{self.name}` must be {said}, and is {text[:80]!r}.")
        return found

    @cached_property
    def told(self) -> dict[str, Any]:
        """The parameter as the list of questions tells it."""
        default = value_from_ast_untyped(self.default) if self.default else None
        chinese, _, english = self.text.partition("\n\n")
        meaning = {"zh": chinese, "en": english}
        return {"name": self.name, "type": str(self.type), "default": default, "meaning": meaning}


#: Types that are no text in JSON: what a value must be.
READ: Mapping[str, tuple[str, tuple[type, ...]]] = {
    "Int": ("a whole number", (int,)),
    "Float": ("a number", (int, float)),
    "Boolean": ("true or false", (bool,)),
}


@dataclass(frozen=True)
class Asked:
    """A question that can be asked by its address."""

    question: Question
    parameters: Mapping[str, Parameter]

    def variables(self, given: Iterable[tuple[str, str]], *, whole: bool) -> dict[str, Any]:
        """The variables that an address gives; raises BadInput for a parameter that there is not. `whole`: a file is wanted."""
        found: dict[str, list[str]] = {}
        for name, text in given:
            if name not in self.parameters and name != FORMAT and not (whole and name in AS_OF):
                raise BadInput(
                    f"/q/{self.question.word} has no parameter {name[:80]!r}; it has {', '.join((*self.parameters, FORMAT))}. 没有此参数。"
                )
            if name in self.parameters and text:
                found.setdefault(name, []).append(text)
        unbounded = dict.fromkeys(BOUNDS & set(self.parameters)) if whole else {}
        return unbounded | {name: self.parameters[name].value(texts) for name, texts in found.items()}


class Addresses:
    """The questions by the word that names them in an address."""

    def __init__(self, schema: GraphQLSchema, questions: Iterable[Question]) -> None:
        self._by_word = {
            question.word: Asked(question, parameters(schema, question.document)) for question in questions
        }

    def __iter__(self) -> Any:
        return iter(self._by_word.values())

    def asked(self, word: str, given: Iterable[tuple[str, str]], *, whole: bool) -> dict[str, Any]:
        """The GraphQL request that an address is; raises NotFound, BadInput."""
        found = self._by_word.get(word)
        if found is None:
            raise NotFound(f"There is no question {word[:80]!r}; /q/ lists those that there are. 没有此问题。")
        return {"query": found.question.document, "variables": found.variables(given, whole=whole)}

    def listed(self, root: str) -> list[dict[str, Any]]:
        """All of them, as JSON tells them; `root` is where the application is mounted."""
        return [
            {
                "name": each.question.word,
                "title": dict(zip(("zh", "en"), each.question.titles, strict=True)),
                "address": f"{root}/q/{each.question.word}",
                "documentId": document_id(each.question.document),
                "parameters": [parameter.told for parameter in each.parameters.values()],
                "formats": [JSON, *FORMATS],
            }
            for each in self._by_word.values()
        ]


def parameters(schema: GraphQLSchema, document: str) -> dict[str, Parameter]:
    """The variables of a document's one operation."""
    parsed = parse(document)
    [operation] = (node for node in parsed.definitions if isinstance(node, OperationDefinitionNode))
    meanings = _Meanings(TypeInfo(schema))
    visit(parsed, TypeInfoVisitor(meanings.info, meanings))
    found = {}
    for definition in operation.variable_definitions or ():
        name, type = definition.variable.name.value, type_from_ast(schema, definition.type)
        assert type is not None, print_ast(definition)
        text = meanings.texts.get(name) or ""
        found[name] = Parameter(name, type, definition.default_value, text)  # type: ignore[arg-type]  # variables have input types
    return found


class _Meanings(Visitor):
    """What the schema says of the arguments and input fields that variables are given to, the first of each."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.texts: dict[str, str | None] = {}

    def enter_variable(self, node: VariableNode, key: Any, parent: Any, *_: Any) -> None:
        used: Any = None
        if isinstance(parent, ObjectFieldNode):
            used = getattr(get_named_type(self.info.get_parent_input_type()), "fields", {}).get(parent.name.value)
        elif isinstance(parent, ArgumentNode):
            used = self.info.get_argument()
        if used is not None:
            self.texts.setdefault(node.name.value, used.description)
