"""Static files of the package: compressed once for all who take gzip, and kept by browsers where the address names their content."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

#: What a browser is told of a file whose address changes with its content.
KEPT: Mapping[str, str] = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}
#: Endings of what gets smaller; a file below this many bytes does not.
TEXTS = frozenset({".js", ".css", ".svg", ".md", ".txt", ".json"})
LEAST = 500


class Kept(StaticFiles):
    """Files that never change at their address, which holds a hash of them, be it as `?v=`."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Any, status_code: int = 200) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if isinstance(full_path, str) and response.status_code == 200 and stat_result.st_size >= LEAST:
            path = Path(full_path)
            if path.suffix in TEXTS and takes_gzip(Headers(scope=scope)):
                response = small(packed(path, stat_result.st_mtime_ns), response.media_type)
        response.headers.update(KEPT)
        return response


def takes_gzip(headers: Mapping[str, str]) -> bool:
    """Does the caller take it?"""
    return "gzip" in headers.get("accept-encoding", "")


def small(content: bytes, media_type: str | None) -> Response:
    """A body that is packed already."""
    return Response(content, media_type=media_type, headers={"Content-Encoding": "gzip"})


@lru_cache(maxsize=100)
def packed(path: Path, changed: int) -> bytes:
    """A file, packed; the same bytes for the same content."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)
