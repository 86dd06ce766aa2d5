"""A browser for tests: opens an address as a person does who approves, by the page's own form."""

import sys
import urllib.parse
import urllib.request
from html.parser import HTMLParser


class Form(HTMLParser):
    def __init__(self):
        super().__init__()
        self.action, self.fields, self.approves = None, {}, False

    def handle_starttag(self, tag, attributes):
        have = dict(attributes)
        if tag == "form":
            self.action = have.get("action")
        elif tag == "input" and have.get("type") == "hidden":
            self.fields[have["name"]] = have.get("value", "")
        elif tag == "button" and have.get("value") == "approve":
            self.approves = True


opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
with opener.open(sys.argv[1], timeout=60) as page:
    address, form = page.geturl(), Form()
    form.feed(page.read().decode())
if form.approves:
    sent = urllib.parse.urlencode({**form.fields, "decision": "approve"}).encode()
    opener.open(urllib.parse.urljoin(address, form.action), sent, timeout=60).close()
