"""What commands write: files whole or not at all, or standard output."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from alliancegraph.cli.voice import Voice
from alliancegraph.cli.words import say
from alliancegraph.streaming.interrupts import uninterrupted


def write(output: Path | None, content: str | bytes, voice: Voice, encoding: str = "utf-8") -> bool:
    """Writes a file whole or not at all, and says it where that failed; None is standard output."""
    content = content.encode(encoding, "backslashreplace") if isinstance(content, str) else content
    if output is None:
        return printed(io.BytesIO(content), voice)
    try:
        with replacing(output) as stream:
            stream.write(content)
    except OSError as error:
        voice.say("unwritable", error=True, output=output, reason=error.strerror)
        return False
    return True


@contextlib.contextmanager
def replacing(output: Path) -> Iterator[IO[bytes]]:
    """A file beside its place, which is moved there at the end, so that a failure leaves what was there.

    A link leads to that place. A device or pipe is no place: it takes what it is given at once.
    """
    if is_special(output):
        with output.open("wb") as device:
            yield device
        return
    output = Path(os.path.realpath(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    stream = None
    try:
        with uninterrupted():
            stream = tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False)  # noqa: SIM115
        yield cast(IO[bytes], stream)
        stream.close()
        temporary = Path(stream.name)
        temporary.chmod(output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask())
        temporary.replace(output)
    finally:
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()  # what is still to be written may not fit
            with contextlib.suppress(OSError):
                Path(stream.name).unlink(missing_ok=True)


def is_special(path: Path) -> bool:
    """Whether something is there that is no regular file: `/dev/null`, a pipe, a folder."""
    return path.exists() and not path.is_file()


def printed(content: IO[bytes], voice: Voice) -> bool:
    """Writes to standard output. A reader that has seen enough (`| head`) is no failure worth words."""
    try:
        shutil.copyfileobj(content, sys.stdout.buffer)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at exit, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            voice.say("unwritable", error=True, output=say("stdout", voice.language), reason=error.strerror)
        return False
    return True


def is_coloured(output: Path | None) -> bool:
    """Whether what is written there is for eyes that see colours: those at a terminal, unless they want none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def encoding(output: Path | None, form: str) -> str:
    """UTF-8, but of text for a terminal the terminal's own."""
    return sys.stdout.encoding if output is None and form == "text" else "utf-8"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
