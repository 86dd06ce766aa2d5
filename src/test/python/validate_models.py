"""Holds every answer of a running sandbox against the service models of botocore.

For each operation of sso, sso-oidc, sts and signin that the models have: either the sandbox answers it, and then the
answer is read against its output shape, and each exception that the model names for it is provoked, parsed and read
against its own shape; or the sandbox refuses it by name. Nothing here lists operations, members or exceptions: a newer
botocore brings its own. Needs AWS_ENDPOINT_URL and SANDBOX_KEY. Ends with 1 when anything does not hold.
"""

import base64
import json
import os
import sys
import urllib.request
import xml.etree.ElementTree as ElementTree

import boto3
from awscrt.crypto import EC
from botocore import UNSIGNED, credentials, handlers
from botocore.config import Config
from botocore.exceptions import ClientError

URL = os.environ["AWS_ENDPOINT_URL"]
START_URL = "https://d-987654321d.awsapps.com/start"
ACCOUNT = "111111111111"
ROLE = "arn:aws:iam::222222222222:role/TargetRole"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
NOT_THERE = "the sandbox does not have this operation: "

problems = []
counts = {"operations": 0, "answered": 0, "refused by name": 0, "exceptions": 0, "answers": 0}
shapes = set()


def control(**order):
    request = urllib.request.Request(
        URL + "/sandbox/control",
        json.dumps(order).encode(),
        {"x-sandbox-key": os.environ["SANDBOX_KEY"], "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


class Service:
    """One service's client, which remembers the raw answer of each call."""

    def __init__(self, name, **keys):
        self.name = name
        config = Config(retries={"max_attempts": 0, "mode": "standard"}, **({} if keys else {"signature_version": UNSIGNED}))
        self.client = boto3.client(
            name, region_name="us-east-1", endpoint_url=URL, config=config, **(keys or {})
        )
        self.raw = None
        # botocore adds a member to the errors of the OIDC service before it parses them.
        self.client.meta.events.unregister("before-parse.sso-oidc.*", handlers._map_oauth2_errors)
        self.client.meta.events.register("before-parse", self.remember)
        self.client.meta.events.register("before-send", self.redirect)

    def remember(self, response_dict, **_):
        self.raw = dict(response_dict)

    def redirect(self, request, **_):
        """Some operations of signin have a host that no endpoint_url moves."""
        if not request.url.startswith(URL):
            request.url = URL + "/" + request.url.split("/", 3)[3]
            request.headers["Host"] = URL.split("/")[2]

    @property
    def model(self):
        return self.client.meta.service_model

    @property
    def xml(self):
        return self.model.metadata["protocol"] == "query"

    def call(self, operation, params):
        """The parsed answer or the ClientError, the raw one in self.raw."""
        counts["answers"] += 1
        method = getattr(self.client, python_name(self.client, operation))
        try:
            return method(**params)
        except ClientError as error:
            return error


def python_name(client, operation):
    return next(name for name, wanted in client.meta.method_to_api_mapping.items() if wanted == operation)


def complain(where, what):
    problems.append("%s: %s" % (where, what))


# --- values against shapes


def check(value, shape, where, read):
    shapes.add((where.split(".")[0], shape.name))
    kind = shape.type_name
    if kind == "structure":
        return check_structure(value, shape, where, read)
    if kind == "list":
        items = read.items(value, shape, where)
        for number, item in enumerate(items):
            check(item, shape.member, "%s[%d]" % (where, number), read)
        return None
    if kind == "map":
        if not isinstance(value, dict):
            return complain(where, "is not a map")
        for key, item in value.items():
            check(item, shape.value, where + "." + key, read)
        return None
    return read.scalar(value, shape, where)


def check_structure(value, shape, where, read):
    given = read.members(value, where)
    if given is None:
        return
    names = {
        member.serialization.get("name", name): (name, member)
        for name, member in shape.members.items()
        if member.serialization.get("location") is None
    }
    for wire, item in given.items():
        if wire not in names:
            complain(where, "has the member %s, which %s has not" % (wire, shape.name))
        else:
            check(item, names[wire][1], where + "." + wire, read)
    for name in shape.required_members:
        if name not in [names[wire][0] for wire in given if wire in names]:
            complain(where, "lacks the member %s" % name)


class Json:
    def members(self, value, where):
        if not isinstance(value, dict):
            complain(where, "is not an object")
            return None
        for name, item in value.items():
            if item is None:
                complain(where, "has a null: %s" % name)
        return value

    def items(self, value, shape, where):
        if not isinstance(value, list):
            complain(where, "is not a list")
            return []
        return value

    def scalar(self, value, shape, where):
        wanted = {
            "string": str,
            "integer": int,
            "long": int,
            "boolean": bool,
            "timestamp": (int, float),
            "double": (int, float),
            "float": (int, float),
            "blob": str,
        }[shape.type_name]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            complain(where, "is a %s and not a %s" % (type(value).__name__, shape.type_name))
        else:
            check_constraints(value, shape, where)


class Xml:
    def members(self, value, where):
        names = [local(child) for child in value]
        if len(names) != len(set(names)):
            complain(where, "has a member twice")
        return {local(child): child for child in value}

    def items(self, value, shape, where):
        return [child for child in value if local(child) == "member"]

    def scalar(self, value, shape, where):
        text = value.text or ""
        if len(value):
            complain(where, "holds elements")
        elif shape.type_name in ("integer", "long"):
            if not text.lstrip("-").isdigit():
                complain(where, "is not a number")
            else:
                check_constraints(int(text), shape, where)
        elif shape.type_name == "timestamp":
            if len(text) != 20 or text[10] != "T" or text[-1] != "Z":
                complain(where, "is not a time")
        elif shape.type_name == "boolean" and text not in ("true", "false"):
            complain(where, "is not a boolean")
        elif shape.type_name == "string":
            check_constraints(text, shape, where)


def check_constraints(value, shape, where):
    size = len(value) if isinstance(value, str) else value
    meta = shape.metadata
    if "min" in meta and size < meta["min"] or "max" in meta and size > meta["max"]:
        complain(where, "%s is out of the bounds of %s" % (size, shape.name))
    if "enum" in meta and value not in meta["enum"]:
        complain(where, "is none of the values of %s" % shape.name)


def local(element):
    return element.tag.rsplit("}", 1)[-1]


# --- answers


def check_head(service, operation, status):
    where = "%s.%s" % (service.name, operation)
    if service.raw["status_code"] != status:
        complain(where, "has the status %s and not %s" % (service.raw["status_code"], status))
    if not service.raw["headers"].get("x-amzn-RequestId"):
        complain(where, "has no x-amzn-RequestId")
    wanted = "text/xml" if service.xml else "application/json"
    if service.raw["body"] and service.raw["headers"].get("Content-Type") != wanted:
        complain(where, "is %s and not %s" % (service.raw["headers"].get("Content-Type"), wanted))


def check_success(service, operation):
    model = service.model.operation_model(operation)
    where = "%s.%s" % (service.name, operation)
    check_head(service, operation, model.http.get("responseCode", 200))
    output = model.output_shape
    body = service.raw["body"]
    if service.xml:
        root = ElementTree.fromstring(body)
        namespace = service.model.metadata["xmlNamespace"]
        if root.tag != "{%s}%sResponse" % (namespace, operation):
            complain(where, "has the root %s" % root.tag)
        parts = {local(child): child for child in root}
        if set(parts) != {output.serialization.get("resultWrapper", operation + "Result"), "ResponseMetadata"}:
            complain(where, "has the parts %s" % sorted(parts))
        request_id = parts["ResponseMetadata"][0].text
        if request_id != service.raw["headers"].get("x-amzn-RequestId"):
            complain(where, "has two request ids")
        check(parts.get(operation + "Result"), output, where, Xml())
    elif output is None or not output.members:
        if body:
            complain(where, "has a body")
    else:
        payload = output.serialization.get("payload")
        check(json.loads(body), output.members[payload] if payload else output, where, Json())


def check_exception(service, operation, shape, error):
    where = "%s.%s.%s" % (service.name, operation, shape.name)
    counts["exceptions"] += 1
    wanted = service.client.exceptions.from_code(shape.error_code or shape.name)
    if not isinstance(error, wanted) or wanted is ClientError:
        complain(where, "is parsed as %r" % error)
        return
    # Where the model names no status, any of the class of errors that it is will do.
    given = service.raw["status_code"]
    any_status = given if given // 100 == (5 if shape.metadata.get("fault") else 4) else 400
    check_head(service, operation, shape.metadata.get("error", {}).get("httpStatusCode", any_status))
    if service.xml:
        root = ElementTree.fromstring(service.raw["body"])
        parts = {local(child): child for child in root}
        values = {local(child): child for child in parts["Error"]}
        if set(parts) != {"Error", "RequestId"} or set(values) != {"Type", "Code", "Message"}:
            complain(where, "has the parts %s, %s" % (sorted(parts), sorted(values)))
        if values["Code"].text != shape.error_code:
            complain(where, "has the code %s" % values["Code"].text)
        sender = "Sender" if shape.metadata["error"].get("senderFault") else "Receiver"
        if values["Type"].text != sender:
            complain(where, "has the type %s" % values["Type"].text)
        # The one member of these shapes is named message; the protocol writes it with a capital.
        check(values["Message"], shape.members["message"], where + ".message", Xml())
        return
    if service.raw["headers"].get("x-amzn-ErrorType") != shape.name:
        complain(where, "has x-amzn-ErrorType %s" % service.raw["headers"].get("x-amzn-ErrorType"))
    body = json.loads(service.raw["body"])
    # Of the protocol, not of the shape; the portal sends it (seen in the field).
    body.pop("__type", None)
    check(body, shape, where, Json())


# --- requests


def sample(shape, name="x"):
    """Any value that botocore would send."""
    kind = shape.type_name
    if kind == "structure":
        return {member: sample(shape.members[member], member) for member in shape.required_members}
    if kind == "list":
        return [sample(shape.member, name)] * max(1, shape.metadata.get("min", 0))
    if kind == "map":
        return {"x": sample(shape.value, name)}
    if kind in ("integer", "long", "float", "double"):
        return max(1, shape.metadata.get("min", 1))
    if kind == "boolean":
        return True
    if kind == "timestamp":
        return 0
    if kind == "blob":
        return b"x"
    if shape.metadata.get("enum"):
        return shape.metadata["enum"][0]
    return "x" * max(1, shape.metadata.get("min", 1))


def clients():
    unsigned = Service("sso-oidc")
    registered = unsigned.client.register_client(
        clientName="models", clientType="public", scopes=["sso:account:access"]
    )
    client = {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}

    def device_code():
        return unsigned.client.start_device_authorization(startUrl=START_URL, **client)["deviceCode"]

    token = unsigned.client.create_token(grantType=DEVICE, deviceCode=device_code(), **client)
    portal = Service("sso")
    keys = control(**{"do": "create-user", "account": ACCOUNT, "name": "models"})
    signed = {"aws_access_key_id": keys["accessKeyId"], "aws_secret_access_key": keys["secretAccessKey"]}
    sts = Service("sts", **signed)
    oidc = Service("sso-oidc", **signed)
    signin = Service("signin", **signed)
    bearer = {"accessToken": token["accessToken"]}
    login = control(**{"do": "login", "account": ACCOUNT, "name": "models", "seconds": 60})["document"]
    private_key = EC.new_key_from_der_data(
        base64.b64decode("".join(login["dpopKey"].strip().splitlines()[1:-1]))
    )
    signin.client.meta.events.register(
        "before-call.signin.CreateOAuth2Token", credentials._build_add_dpop_header_handler(private_key)
    )
    # What a call needs that cannot be made from its shape. What is missing here must be refused by name.
    params = {
        "sso-oidc.RegisterClient": lambda: {"clientName": "m", "clientType": "public", "scopes": ["sso:account:access"]},
        "sso-oidc.StartDeviceAuthorization": lambda: {"startUrl": START_URL, **client},
        "sso-oidc.CreateToken": lambda: {"grantType": DEVICE, "deviceCode": device_code(), **client},
        "sso.GetRoleCredentials": lambda: {"accountId": ACCOUNT, "roleName": "ReadOnlyAccess", **bearer},
        "sso.ListAccounts": lambda: {"maxResults": 1, **bearer},
        "sso.ListAccountRoles": lambda: {"maxResults": 1, "accountId": ACCOUNT, **bearer},
        "sso.Logout": lambda: bearer,
        "signin.CreateOAuth2Token": lambda: {
            "tokenInput": {
                "clientId": login["clientId"],
                "refreshToken": login["refreshToken"],
                "grantType": "refresh_token",
            }
        },
        "sts.AssumeRole": lambda: {
            "RoleArn": ROLE,
            "RoleSessionName": "models",
            "SourceIdentity": "models",
            "Policy": '{"Statement":[]}',
        },
        "sts.AssumeRoleWithWebIdentity": lambda: {
            "RoleArn": "arn:aws:iam::111111111111:role/WebIdentityRole",
            "RoleSessionName": "models",
            "WebIdentityToken": control(**{"do": "web-identity-token"})["token"],
        },
        "sts.GetAccessKeyInfo": lambda: {"AccessKeyId": keys["accessKeyId"]},
        "sts.GetCallerIdentity": lambda: {},
        "sts.GetFederationToken": lambda: {"Name": "models", "Policy": '{"Statement":[]}'},
        "sts.GetSessionToken": lambda: {},
    }
    return [portal, oidc, sts, signin], params


def validate(service, operation, params):
    counts["operations"] += 1
    model = service.model.operation_model(operation)
    key = "%s.%s" % (service.name, operation)
    if key not in params:
        refused(service, operation, model)
        return
    counts["answered"] += 1
    for shape in model.error_shapes:
        control(**{"do": "script", "operation": operation, "answer": {"error": shape.error_code or shape.name}})
        check_exception(service, operation, shape, service.call(operation, params[key]()))
        control(**{"do": "clear-faults"})
    # Last, since a logout ends what the others use.
    answer = service.call(operation, params[key]())
    if isinstance(answer, ClientError):
        complain(key, "is refused: %s" % answer)
    else:
        check_success(service, operation)


def refused(service, operation, model):
    where = "%s.%s" % (service.name, operation)
    answer = service.call(operation, sample(model.input_shape) if model.input_shape else {})
    message = service.raw["body"].decode()
    if isinstance(answer, ClientError) and NOT_THERE in message:
        counts["refused by name"] += 1
    else:
        complain(where, "is neither answered nor refused by name: %s" % message[:200])
    if not service.raw["headers"].get("x-amzn-RequestId"):
        complain(where, "has no x-amzn-RequestId")


def main():
    services, params = clients()
    for service in services:
        # Logout comes last.
        for operation in sorted(service.model.operation_names, key=lambda name: (name == "Logout", name)):
            validate(service, operation, params)
    counts["shapes"] = len(shapes)
    print("validated " + ", ".join("%s %d" % item for item in counts.items()))
    for problem in problems:
        print("PROBLEM " + problem)
    return 1 if problems else 0


sys.exit(main())
