"""Opening: a file on disk, or a member of an archive, as bytes or as text, unpacked as it is read, its encoding found out."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from graph.errors import BadInput

ARCHIVE = ".zip"
#: What must be read from its end, and is packed, is unpacked into memory up to so many bytes: workbooks and Parquet.
LARGEST_UNPACKED = 512 << 20
_CHUNK = 1 << 20
#: What opening and unpacking a file may raise.
BROKEN_FILE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)


class Unreadable(BadInput):
    """A file, or the rest of one, that cannot be read; the sentence says why, and what would be right."""


class Position:
    """How many bytes of a file have been read, compressed as they are."""

    def __init__(self) -> None:
        self.raw: BinaryIO | None = None

    def of(self, size: int) -> int:
        """The bytes read of so many: all once the file is closed."""
        if self.raw is None:
            return 0
        return size if self.raw.closed else self.raw.tell()


def _zstd(raw: BinaryIO) -> BinaryIO:
    import pyarrow  # A third of a second: only for those who need it.

    return cast(BinaryIO, pyarrow.CompressedInputStream(pyarrow.PythonFile(raw, "r"), "zstd"))


#: Suffix → what to read in place of the compressed file.
OPENERS: Mapping[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda raw: cast(BinaryIO, gzip.GzipFile(fileobj=raw)),
    ".zst": _zstd,
}


@dataclass(frozen=True)
class File:
    """A file to be read: on disk, or `member`, one in an archive on disk."""

    path: Path
    member: str = ""

    @cached_property
    def name(self) -> PurePosixPath:
        """Its name, by which its format and its table are known, without what says that it is compressed."""
        whole = PurePosixPath(self.member or self.path.name)
        return PurePosixPath(whole.stem if whole.suffix.lower() in OPENERS else whole.name)

    @cached_property
    def packed(self) -> bool:
        """Is it compressed, or a part of an archive?"""
        return bool(self.member) or self.path.suffix.lower() in OPENERS

    @contextmanager
    def bytes(self, position: Position | None = None) -> Iterator[BinaryIO]:
        """What it holds, unpacked on the way."""
        with ExitStack() as opened:
            raw: BinaryIO = opened.enter_context(self.path.open("rb"))
            if position:
                position.raw = raw
            data = raw
            if self.member:
                archive = opened.enter_context(zipfile.ZipFile(raw))
                data = cast(BinaryIO, opened.enter_context(archive.open(_info(archive, self.member))))
            if opener := OPENERS.get(PurePosixPath(self.member or self.path.name).suffix.lower()):
                data = opened.enter_context(opener(data))
            yield data

    @contextmanager
    def text(self, encoding: str, position: Position | None = None) -> Iterator[io.TextIOWrapper]:
        """What it holds, decoded on the way."""
        with self.bytes(position) as data, io.TextIOWrapper(data, encoding=encoding, newline="") as text:
            yield text

    def whole(self) -> Path | BinaryIO:
        """What can be read from any place: the file itself, or what is packed in it, in memory."""
        if not self.packed:
            return self.path
        with self.bytes() as data:
            content = data.read(LARGEST_UNPACKED + 1)
        if len(content) > LARGEST_UNPACKED:
            raise Unreadable(f"holds more than {LARGEST_UNPACKED >> 20} MB in one piece; unpack it before.")
        return io.BytesIO(content)


def members(path: Path) -> list[File]:
    """The file itself, or the files in it when it is an archive; an archive in an archive is not opened."""
    if path.suffix.lower() != ARCHIVE:
        return [File(path)]
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable("is locked by a password; unpack it before.")
        names = [_named(info) for info in infos]
    hidden = ("__MACOSX", ".", "~$")
    return [
        File(path, name) for name in names if not any(part.startswith(hidden) for part in PurePosixPath(name).parts)
    ]


def _info(archive: zipfile.ZipFile, member: str) -> zipfile.ZipInfo:
    return next(info for info in archive.infolist() if _named(info) == member)


def _named(info: zipfile.ZipInfo) -> str:
    """A member's name; archives from Chinese Windows write it in GBK and do not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def encoding_of(file: File, given: str | None) -> str:
    """The encoding named, or told by a byte order mark, or the first of UTF-8 and GB18030 that fits the whole file."""
    if given:
        try:
            return codecs.lookup(given).name
        except LookupError:
            raise Unreadable(f"no encoding is called {given}; utf-8 and gb18030 are.") from None
    with file.bytes() as data:
        head = data.read(4)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    for name in ("utf-8", "gb18030"):
        if _decodes(file, name):
            return name
    raise Unreadable("is neither UTF-8 nor GB18030 throughout; name its encoding with --encoding, or save it as UTF-8.")


def _decodes(file: File, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with file.bytes() as data:
        try:
            while chunk := data.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
