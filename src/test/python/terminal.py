"""Runs a command at a pseudo-terminal, with a person's steps, and tells what was to be seen.

    terminal.py COLUMNS ROWS STEPS COMMAND ARGUMENT...

STEPS is a JSON list, done one after the other:
    {"see": "text"}                  wait until this is on the screen
    {"miss": "text"}                 wait until it is not
    {"type": "text"}                 what the person types, control characters included
    {"size": [columns, rows]}        the window gets another size

On stdout comes a JSON object: code (128 + n for signal n), screen (its lines at the end), seen (the screen after each
step), colours (what was asked for by SGR), restored (whether the terminal's settings are those of before). Nothing but the standard library is needed.
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

PATIENCE = 25


class Screen:
    """As much of a terminal as the programs under test use."""

    # CSI sequences, titles and other words to the terminal (OSC, DCS), and what is of two or three letters.
    SEQUENCE = re.compile(
        r"\x1b\[([?><=0-9;:]*)[ -/]*([A-Za-z])|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>78]|\x1b[()]."
    )
    BEGUN = re.compile(r"\x1b(\[[?><=0-9;:]*[ -/]*|[\]P][^\x07\x1b]*\x1b?|[()])?$")

    def __init__(self, columns, rows):
        self.lines, self.row, self.column = [[]], 0, 0
        self.columns, self.rows = columns, rows
        self.rest = ""
        self.colours = set()

    def write(self, text):
        text, self.rest = self.rest + text, ""
        place = 0
        while place < len(text):
            found = self.SEQUENCE.match(text, place)
            if found:
                if found.group(2):
                    self.control(found.group(1), found.group(2))
                place = found.end()
            elif self.BEGUN.match(text, place):
                self.rest = text[place:]
                return
            else:
                self.put(text[place])
                place += 1

    def control(self, parameters, name):
        number = int(parameters) if parameters.isdigit() else 0
        many = max(1, number)
        if name == "A":
            self.row = max(0, self.row - many)
        elif name == "B":
            self.go(self.row + many)
        elif name == "C":
            self.column = min(self.columns - 1, self.column + many)
        elif name == "D":
            self.column = max(0, self.column - many)
        elif name == "G":
            self.column = many - 1
        elif name == "K" and number == 0:
            del self.lines[self.row][self.column :]
        elif name == "J" and number == 0:
            del self.lines[self.row][self.column :]
            del self.lines[self.row + 1 :]
        elif name == "P":
            del self.lines[self.row][self.column : self.column + many]
        elif name == "@":
            self.pad()
            self.lines[self.row][self.column : self.column] = " " * many
        elif name == "X":
            for i in range(self.column, min(len(self.lines[self.row]), self.column + many)):
                self.lines[self.row][i] = " "
        elif name == "M":
            del self.lines[self.row : self.row + many]
            self.go(self.row)
        elif name == "L":
            self.lines[self.row : self.row] = [[] for _ in range(many)]
        elif name == "m":
            self.colours.add(parameters)
        elif name == "H":
            self.go(max(0, int((parameters or "1").split(";")[0] or 1) - 1))
            self.column = int(parameters.split(";")[1] or 1) - 1 if ";" in parameters else 0
        elif name not in "hlKJcnqutp":
            raise SystemExit(f"terminal.py does not know CSI {parameters} {name}")

    def go(self, row):
        self.row = row
        while len(self.lines) <= row:
            self.lines.append([])

    def pad(self):
        line = self.lines[self.row]
        line.extend(" " * (self.column - len(line)))

    def put(self, letter):
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self.go(self.row + 1)
        elif letter == "\b":
            self.column = max(0, self.column - 1)
        elif letter >= " ":
            if self.column >= self.columns:
                self.go(self.row + 1)
                self.column = 0
            self.pad()
            self.lines[self.row][self.column : self.column + 1] = letter
            self.column += 1

    def text(self):
        return ["".join(line).rstrip() for line in self.lines]


class Session:
    def __init__(self, columns, rows, command):
        self.screen = Screen(columns, rows)
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
        self.screen.columns, self.screen.rows = columns, rows

    def read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.screen.write(self.decoder.decode(os.read(self.master, 65536)))
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
                "colours": sorted(session.screen.colours - {"", "0"}),
                "restored": termios.tcgetattr(session.slave) == session.before,
            }
        )
    )


main()
