"""What commands write: files whole or not at all, or standard output."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from alliancegraph.cli.voice import Voice
from alliancegraph.cli.words import say


def write(output: Path | None, content: str | bytes, voice: Voice, encoding: str = "utf-8") -> bool:
    """Writes a file beside its place and moves it there, so that a failure leaves what was there; None is stdout."""
    content = content.encode(encoding, "backslashreplace") if isinstance(content, str) else content
    if output is None:
        return _print(content, voice)
    temporary = None
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(content)
        temporary.chmod(output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask())
        temporary.replace(output)
    except OSError as error:
        voice.say("unwritable", error=True, output=output, reason=error.strerror)
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return False
    return True


def _print(content: bytes, voice: Voice) -> bool:
    """Writes to standard output. A reader that has seen enough (`| head`) is no failure worth words."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at exit, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            voice.say("unwritable", error=True, output=say("stdout", voice.language), reason=error.strerror)
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
