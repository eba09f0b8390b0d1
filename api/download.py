"""An answer as a file over HTTP: by `format` at /export, by Accept at /graphql; its manifest in a header, its hash as RFC 9530 says."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from cross_web import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from strawberry.exceptions import MissingQueryError

from api import whole
from api.address import FORMAT, JSON
from api.execution import PlannedSchema
from api.manifest import day, moment
from api.sheet_format import FORMATS, TYPES
from api.whole import Asking

MANIFEST = "X-Wuye-Manifest"
#: Bytes of a file that are kept in memory; a longer one waits on disk.
IN_MEMORY = 1_000_000
CHUNK = 1 << 16


def wanted_format(request: Request) -> str:
    """csv, ndjson or xlsx where a file is wanted instead of JSON, else ""; raises HTTPException for any other at /export, /q/."""
    if request.path_params and (form := request.query_params.get(FORMAT)):
        if form not in (JSON, *FORMATS):
            raise HTTPException(400, f"`format` must be {' or '.join((JSON, *FORMATS))}.")
        return "" if form == JSON else str(form)
    if request.scope["path"].endswith("/export"):
        form = request.query_params.get("format", "csv")
        if form not in FORMATS:
            raise HTTPException(400, f"`format` must be {' or '.join(FORMATS)}.")
        return str(form)
    accept = request.headers.get("accept", "").partition(";")[0].strip().lower()
    return next((form for form, type in TYPES.items() if type == accept), "")


async def download(schema: PlannedSchema, request: Request, asked: dict[str, Any], form: str) -> Response:
    """The file, once it is whole; `known` and `today` in the address are those of a manifest. Raises what `whole.write` raises."""
    if not asked.get("query"):
        raise MissingQueryError
    known, today = (request.query_params.get(name) for name in ("known", "today"))
    asking = Asking(
        asked["query"],
        asked.get("operationName"),
        asked.get("variables") or {},
        request.state.caller,
        moment(known) if known else None,
        day(today) if today else None,
    )
    file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))
    try:
        manifest = await whole.write(schema, asking, form, file)
        size = file.seek(0, 2)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    digest = base64.b64encode(bytes.fromhex(manifest.sha256)).decode()
    headers = {
        "Content-Disposition": f'attachment; filename="answer.{form}"',
        "Content-Length": str(size),
        "Repr-Digest": f"sha-256=:{digest}:",
        MANIFEST: manifest.as_header(),
    }
    return StreamingResponse(chunks(file), media_type=TYPES[form], headers=headers)


async def chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    """What a file holds, from where it stands; it is then gone."""
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
