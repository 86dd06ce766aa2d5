"""Reads paths of config files from stdin, and for each prints what botocore makes of it, as one line of JSON.

{"profiles": {name: {key: value}}, "sso_sessions": {...}, "raw": {section: {key: value}}}, or {"error": "..."}.
"""

import json
import sys

from botocore.configloader import build_profile_map, raw_config_parse
from botocore.exceptions import BotoCoreError

for line in sys.stdin:
    try:
        raw = raw_config_parse(line.rstrip("\n"))
        mapped = build_profile_map(raw)
        answer = {"profiles": mapped["profiles"], "sso_sessions": mapped["sso_sessions"], "raw": raw}
    except BotoCoreError as error:
        answer = {"error": type(error).__name__}
    print(json.dumps(answer), flush=True)
