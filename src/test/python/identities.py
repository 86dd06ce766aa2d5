"""Answers, for one home after the other, which credentials botocore resolves for each of its profiles.

A line of JSON on stdin: {"home": DIR, "env": {NAME: VALUE}, "profiles": [NAME or null, ...]}; null asks for the default
chain. HOME is a link that is put to each home in turn, since botocore finds out once where the token files are. A line of JSON on stdout: {"file": why botocore refuses the files as a whole, or null, "answers": [...]}, where
an answer is {"id", "secret", "token"} or {"error"}.
"""

import json
import logging
import os
import sys

import botocore.loaders
import botocore.session

logging.disable(logging.CRITICAL)
LOADER = botocore.loaders.create_loader()
LINK = os.environ["HOME"]


def session(profile):
    new = botocore.session.Session(profile=profile) if profile is not None else botocore.session.Session()
    # Service models are read once for all homes.
    new.register_component("data_loader", LOADER)
    return new


def refused_file():
    try:
        session(None).full_config
        return None
    except Exception as error:  # whatever a client would end with
        return type(error).__name__


def answer(profile):
    try:
        credentials = session(profile).get_credentials()
        if credentials is None:
            return {"error": "no credentials"}
        keys = credentials.get_frozen_credentials()
        return {"id": keys.access_key, "secret": keys.secret_key, "token": keys.token}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


for line in sys.stdin:
    request = json.loads(line)
    if os.path.islink(LINK):
        os.unlink(LINK)
    os.symlink(request["home"], LINK)
    os.environ.clear()
    os.environ.update(request["env"], HOME=LINK)
    print(json.dumps({"file": refused_file(), "answers": [answer(name) for name in request["profiles"]]}), flush=True)
