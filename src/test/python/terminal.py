"""Runs a command at a pseudo-terminal, with a person's steps, and tells what was to be seen.

    terminal.py COLUMNS ROWS STEPS COMMAND ARGUMENT...

STEPS is a JSON list, done one after the other:
    {"see": "text"}                  wait until this is on the screen
    {"miss": "text"}                 wait until it is not
    {"type": "text"}                 what the person types, control characters included
    {"size": [columns, rows]}        the window gets another size
    {"signal": "TERM"}               the command gets a signal

On stdout comes a JSON object: code (128 + n for signal n), screen (its lines at the end), seen (the screen after each
step), colours (what was asked for by SGR), restored (whether the terminal's settings are those of before), modes (the
private modes that were switched on and are still on), cursor (its column and whether it is seen). The terminal is pyte,
of requirements.txt.
"""

import codecs
import fcntl
import json
import os
import re
import select
import signal
import struct
import sys
import termios
import time

import pyte

PATIENCE = 60


class Screen(pyte.HistoryScreen):
    """A terminal whose lines above the window are kept, and which keeps its upper lines when it becomes lower."""

    def __init__(self, columns, rows):
        super().__init__(columns, rows, history=20_000)

    def resize(self, lines=None, columns=None):
        if lines < self.lines and self.cursor.y < lines:
            for row in range(lines, self.lines):
                self.buffer.pop(row, None)
            self.lines = lines
        super().resize(lines, columns)

    def text(self):
        above = ["".join(line[x].data for x in range(self.columns)) for line in self.history.top]
        lines = [line.rstrip() for line in above + self.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines


class Session:
    def __init__(self, columns, rows, command):
        self.screen = Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.output = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.master, self.slave = os.openpty()
        self.size(columns, rows)
        self.before = termios.tcgetattr(self.slave)
        self.child = os.fork()
        if self.child == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(self.slave, number)
            for number in (signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            os.closerange(3, 20)
            os.execvp(command[0], command)

    def size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            try:
                text = self.decoder.decode(os.read(self.master, 65536))
                self.output += text
                self.stream.feed(text)
            except OSError:
                pass

    def until(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.read(0.05)
            if time.monotonic() > end:
                os.killpg(self.child, signal.SIGKILL)
                raise SystemExit(f"terminal.py: {what} did not come:\n" + "\n".join(self.screen.text()))

    def step(self, step):
        if "see" in step:
            self.until(lambda: step["see"] in "\n".join(self.screen.text()), repr(step["see"]))
        elif "miss" in step:
            self.until(lambda: step["miss"] not in "\n".join(self.screen.text()), "the end of " + repr(step["miss"]))
        elif "type" in step:
            os.write(self.master, step["type"].encode())
        elif "size" in step:
            self.size(*step["size"])
        elif "signal" in step:
            os.kill(self.child, signal.Signals["SIG" + step["signal"]])

    def end(self):
        status = []

        def ended():
            child, code = os.waitpid(self.child, os.WNOHANG)
            if child:
                status.append(code)
            return child != 0

        self.until(ended, "the end of the command")
        while select.select([self.master], [], [], 0)[0]:
            self.read(0)
        code = os.waitstatus_to_exitcode(status[0])
        return code if code >= 0 else 128 - code

    def colours(self):
        return sorted(set(re.findall(r"\x1b\[([0-9;]*)m", self.output)) - {"", "0"})

    def modes(self):
        on = set()
        for numbers, switch in re.findall(r"\x1b\[\?([0-9;]+)([hl])", self.output):
            (on.update if switch == "h" else on.difference_update)(numbers.split(";"))
        # A visible cursor and the wrapping of lines are what a terminal begins with.
        return sorted(on - {"7", "25"})


def main():
    columns, rows, steps = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
    session = Session(columns, rows, sys.argv[4:])
    seen = []
    for step in steps:
        session.step(step)
        seen.append(session.screen.text())
    code = session.end()
    print(
        json.dumps(
            {
                "code": code,
                "screen": session.screen.text(),
                "seen": seen,
                "colours": session.colours(),
                "restored": termios.tcgetattr(session.slave) == session.before,
                "modes": session.modes(),
                "cursor": [session.screen.cursor.x, not session.screen.cursor.hidden],
            }
        )
    )


main()
