"""The command loaded once, and ready to be a process of its own for each who runs it.

To load it takes most of the time that a short command takes. What stands ready has loaded it as it
is installed, never from the folder where it is run, and becomes each command by a fork: in that
command's folder, with its environment, and with its own three streams. This file is also the
program that asks for a command: it ends with the command's code, and loads nothing of ours.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from select import select

SERVE = "import sys; from tests.starting.ready import serve; serve(sys.argv[1])"
MOST = 1_000_000  # bytes read at a time
FAILED = 70


def ask(address: str, *arguments: str) -> int:
    """Have a command run with what this process has, and return its exit code."""
    asked = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        socket.send_fds(line, [json.dumps(asked).encode()], [0, 1, 2])
        line.shutdown(socket.SHUT_WR)
        return int(line.recv(16) or FAILED)


def serve(address: str) -> None:
    """Load the command, say so, and run it for each who asks, one after the other."""
    from generator.cli import main

    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        print("ready", flush=True)
        # Until who started it is gone, by whatever end.
        while door in select([door, sys.stdin], [], [])[0]:
            line, _ = door.accept()
            with line:
                told, streams, _, _ = socket.recv_fds(line, MOST, 3)
                while more := line.recv(MOST):
                    told += more
                process = os.fork()
                if not process:
                    become(json.loads(told), streams, main)
                for stream in streams:
                    os.close(stream)
                _, status = os.waitpid(process, 0)
                line.sendall(b"%d" % os.waitstatus_to_exitcode(status))


def become(asked: Mapping[str, object], streams: Sequence[int], main: Callable[[], object]) -> None:
    """Be one command, and end as it does: with its code, or with a traceback."""
    code = FAILED
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        sys.argv = ["lagesbild", *asked["arguments"]]
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@contextmanager
def standing_ready() -> Iterator[list[str]]:
    """Let the command stand ready, and yield what runs it: a program's words, before its arguments."""
    import subprocess
    from tempfile import TemporaryDirectory

    from tests.places import ROOT
    from tests.starting.installed import plain_environment

    # A socket's path has to be short.
    with TemporaryDirectory() as folder:
        address = f"{folder}/ready"
        with subprocess.Popen(
            [sys.executable, "-P", "-c", SERVE, address],
            env=plain_environment() | {"PYTHONPATH": str(ROOT)},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as server:
            assert server.stdin
            assert server.stdout
            with server.stdin:
                assert server.stdout.readline() == b"ready\n"
                yield [sys.executable, "-S", "-E", __file__, address]


if __name__ == "__main__":
    sys.exit(ask(*sys.argv[1:]))
