"""A person who completes command lines in a shell at a pseudo-terminal.

    completion.py STEPS_FILE SHELL ARGUMENT...

STEPS_FILE is a JSON list, each step a command line of its own:
    {"keys": ["text", ...]}     what is typed, a TAB after each text; then the line is accepted
    {"keys": [...], "list": true}    the same with one more TAB, and the line is given up

The aws-sso on the PATH must make the file "completed" after each call of "aws-sso complete", and write its words, each
with a NUL behind it, to the file "ran" in place of any other call; both in the home directory, which is the current one.

On stdout comes a JSON list of objects: words (what ran), seconds (from each TAB to the last output it caused), shown (what
the terminal got since the last TAB). Nothing but the standard library is needed.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 60
QUIET = 0.15


class Shell:
    def __init__(self, command):
        self.child, self.master = pty.fork()
        if self.child == 0:
            for number in (signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            os.execvp(command[0], command)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.all = b""
        self.last = time.monotonic()

    def read(self, seconds):
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            got = os.read(self.master, 65536)
        except OSError:
            return False
        self.all += got
        self.last = time.monotonic()
        # What fish 4 asks for before it draws: device attributes.
        if b"\x1b[c" in got:
            os.write(self.master, b"\x1b[?6c")
        return True

    def quiet(self):
        while self.read(QUIET):
            pass

    def until(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.read(0.01)
            if time.monotonic() > end:
                os.kill(self.child, signal.SIGKILL)
                raise SystemExit(f"completion.py: {what} did not come:\n{self.all[-3000:]!r}")

    def type(self, text):
        os.write(self.master, text.encode())

    def tab(self):
        remove("completed")
        self.all = b""
        begin = time.monotonic()
        self.last = begin
        self.type("\t")
        self.until(lambda: os.path.exists("completed"), "a call of aws-sso complete")
        self.quiet()
        return round(self.last - begin, 3)


def remove(name):
    if os.path.exists(name):
        os.remove(name)


def one(shell, step):
    remove("ran")
    seconds = []
    for keys in step["keys"]:
        shell.type(keys)
        seconds.append(shell.tab())
    words = None
    if step.get("list"):
        # bash asks again, the others have listed already.
        remove("completed")
        shell.type("\t")
        end = time.monotonic() + 5
        while not os.path.exists("completed") and time.monotonic() < end:
            shell.read(0.01)
        shell.quiet()
        shown = shell.all
        shell.type("\x03")
        shell.quiet()
    else:
        shown = shell.all
        shell.type("\r")
        shell.until(lambda: os.path.exists("ran"), "the command")
        with open("ran", "rb") as file:
            words = file.read().decode().split("\0")[:-1]
        shell.quiet()
    return {"words": words, "seconds": seconds, "shown": shown.decode("utf-8", "replace")}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        steps = json.load(file)
    shell = Shell(sys.argv[2:])
    # Ready when it runs a command; another shell may have been here before.
    remove("ran")
    shell.quiet()
    shell.type("aws-sso ready\r")
    shell.until(lambda: os.path.exists("ran"), "the first command")
    shell.quiet()
    print(json.dumps([one(shell, step) for step in steps]))
    os.kill(shell.child, signal.SIGKILL)


main()
