"""Real clients against a running sandbox: boto3 and the AWS CLI.

Needs AWS_ENDPOINT_URL and SANDBOX_KEY in the environment; uses HOME for the shared caches, so give it one of its own.
Runs every function named test_* and ends with 1 when one of them fails.
"""

import base64
import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
import traceback
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL = os.environ["AWS_ENDPOINT_URL"]
START_URL = "https://d-987654321d.awsapps.com/start"
ACCOUNT = "111111111111"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
AWS = os.path.join(os.path.dirname(sys.executable), "aws")
ROLES = os.path.join(os.environ["HOME"], ".aws", "cli", "cache")
CACHE = os.path.join(os.environ["HOME"], ".aws", "sso", "cache")


def control(**order):
    request = urllib.request.Request(
        URL + "/sandbox/control",
        json.dumps(order).encode(),
        {"x-sandbox-key": os.environ["SANDBOX_KEY"], "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def calls():
    request = urllib.request.Request(URL + "/sandbox/control", headers={"x-sandbox-key": os.environ["SANDBOX_KEY"]})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["calls"]


def client(service, region="us-east-1", **more):
    return boto3.client(service, region_name=region, config=Config(retries={"max_attempts": 1}), **more)


def page(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


def field(html, name):
    return re.search(r'name="%s" value="([^"]*)"' % name, html).group(1)


def approve(url):
    """What a person does: open the page, press the button."""
    html = page(url)
    fields = {"user_code": field(html, "user_code"), "ticket": field(html, "ticket"), "decision": "approve"}
    with urllib.request.urlopen(URL + "/device", urllib.parse.urlencode(fields).encode()) as answer:
        assert "Request approved" in answer.read().decode()


def sign_in(scopes=("sso:account:access",)):
    oidc = client("sso-oidc")
    registered = oidc.register_client(clientName="boto3", clientType="public", scopes=list(scopes))
    ours = {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}
    started = oidc.start_device_authorization(startUrl=START_URL, **ours)
    approve(started["verificationUriComplete"])
    token = oidc.create_token(grantType=DEVICE, deviceCode=started["deviceCode"], **ours)
    return registered, token


def role_keys(role="SSO_SourceRole"):
    _, token = sign_in()
    found = client("sso").get_role_credentials(accessToken=token["accessToken"], accountId=ACCOUNT, roleName=role)
    return session_keys(found["roleCredentials"])


def session_keys(found):
    return {
        "aws_access_key_id": found.get("accessKeyId") or found["AccessKeyId"],
        "aws_secret_access_key": found.get("secretAccessKey") or found["SecretAccessKey"],
        "aws_session_token": found.get("sessionToken") or found["SessionToken"],
    }


def fails(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error
    raise AssertionError("it did not fail with " + code)


def aws(*words, **environment):
    variables = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    variables.update({"AWS_ENDPOINT_URL": URL, "AWS_DEFAULT_REGION": "eu-west-1", "AWS_MAX_ATTEMPTS": "1"})
    variables.update(environment)
    done = subprocess.run([AWS, *words], env=variables, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def config(text):
    path = os.path.join(os.environ["HOME"], ".aws", "config")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


SESSION = """
[sso-session my-sso]
sso_region = us-east-1
sso_start_url = %s

[profile start]
sso_session = my-sso
sso_account_id = 111111111111
sso_role_name = SSO_SourceRole

[profile chained]
role_arn = arn:aws:iam::222222222222:role/ExternalIdRole
source_profile = start
external_id = sandbox-external-id
role_session_name = chained
""" % START_URL


def cache_token(registered, token, expires):
    os.makedirs(CACHE, exist_ok=True)
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    content = {
        "startUrl": START_URL,
        "region": "us-east-1",
        "accessToken": token["accessToken"],
        "expiresAt": expires.strftime(stamp),
        "clientId": registered["clientId"],
        "clientSecret": registered["clientSecret"],
        "registrationExpiresAt": datetime.fromtimestamp(
            registered["clientSecretExpiresAt"], timezone.utc).strftime(stamp),
        "refreshToken": token["refreshToken"],
    }
    name = os.path.join(CACHE, hashlib.sha1(b"my-sso").hexdigest() + ".json")
    with open(name, "w", encoding="utf-8") as file:
        json.dump(content, file)
    return name


def test_device_flow_with_a_person():
    oidc = client("sso-oidc")
    registered = oidc.register_client(clientName="boto3", clientType="public", scopes=["sso:account:access"])
    ours = {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}
    started = oidc.start_device_authorization(startUrl=START_URL, **ours)
    poll = {"grantType": DEVICE, "deviceCode": started["deviceCode"], **ours}
    fails("AuthorizationPendingException", oidc.create_token, **poll)
    fails("SlowDownException", oidc.create_token, **poll)
    approve(started["verificationUriComplete"])
    control(do="move-clock", seconds=30)
    try:
        token = oidc.create_token(**poll)
    finally:
        control(do="move-clock", seconds=-30)
    assert token["expiresIn"] == 3600 and token["refreshToken"]
    try:
        oidc.create_token(**poll)
    except oidc.exceptions.SlowDownException:
        pass


def test_errors_have_their_types():
    oidc = client("sso-oidc")
    registered, token = sign_in()
    ours = {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}
    refresh = {"grantType": "refresh_token", "refreshToken": "wrong"}
    for wanted, call in (
        (oidc.exceptions.InvalidClientException, lambda: oidc.create_token(
            clientId=ours["clientId"], clientSecret="wrong", **refresh)),
        (oidc.exceptions.InvalidGrantException, lambda: oidc.create_token(**ours, **refresh)),
        (oidc.exceptions.UnsupportedGrantTypeException, lambda: oidc.create_token(grantType="password", **ours)),
        (oidc.exceptions.InvalidRequestException, lambda: oidc.start_device_authorization(startUrl="x", **ours)),
        (oidc.exceptions.InvalidClientMetadataException, lambda: oidc.register_client(
            clientName="x", clientType="private")),
    ):
        try:
            call()
        except wanted as error:
            assert error.response["error"] and error.response["error_description"]
        else:
            raise AssertionError(wanted)
    sso = client("sso")
    fails("UnauthorizedException", sso.list_accounts, accessToken="wrong")
    forbidden = fails("ForbiddenException", sso.get_role_credentials,
                      accessToken=token["accessToken"], accountId=ACCOUNT, roleName="Nope")
    assert forbidden.response["Error"]["Message"] == "No access"
    fails("ForbiddenException", sso.list_account_roles,
          accessToken=token["accessToken"], accountId="999999999999")


def test_code_flow():
    oidc = client("sso-oidc")
    registered = oidc.register_client(
        clientName="boto3", clientType="public", scopes=["sso:account:access"], issuerUrl=START_URL,
        grantTypes=["authorization_code", "refresh_token"], redirectUris=["http://127.0.0.1/oauth/callback"])
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    redirect = "http://127.0.0.1:4321/oauth/callback"
    html = page(URL + "/authorize?" + urllib.parse.urlencode({
        "response_type": "code", "client_id": registered["clientId"], "redirect_uri": redirect, "state": "s",
        "code_challenge_method": "S256", "scopes": "sso:account:access", "code_challenge": challenge}))

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    form = urllib.parse.urlencode({"ticket": field(html, "ticket"), "decision": "approve"}).encode()
    try:
        urllib.request.build_opener(Stay).open(URL + "/authorize", form)
        raise AssertionError("no redirect")
    except urllib.error.HTTPError as answer:
        back = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)
    assert back["state"] == ["s"]
    token = oidc.create_token(
        clientId=registered["clientId"], clientSecret=registered["clientSecret"], grantType="authorization_code",
        code=back["code"][0], redirectUri=redirect, codeVerifier=verifier)
    assert client("sso").list_accounts(accessToken=token["accessToken"])["accountList"]


def test_lists_in_pages():
    _, token = sign_in()
    pages = client("sso").get_paginator("list_accounts").paginate(
        accessToken=token["accessToken"], PaginationConfig={"PageSize": 2})
    accounts = [account for found in pages for account in found["accountList"]]
    assert [account["accountId"] for account in accounts][:2] == [ACCOUNT, "222222222222"], accounts
    roles = client("sso").get_paginator("list_account_roles").paginate(
        accessToken=token["accessToken"], accountId=ACCOUNT, PaginationConfig={"PageSize": 2})
    assert len([role for found in roles for role in found["roleList"]]) == 5


def test_throttling_is_retried_by_the_client():
    _, token = sign_in()
    control(do="fail", operation="ListAccounts", fault="throttle", times=2)
    patient = boto3.client("sso", region_name="us-east-1", config=Config(retries={"max_attempts": 5}))
    assert patient.list_accounts(accessToken=token["accessToken"])["accountList"]


def test_sign_out():
    _, token = sign_in()
    sso = client("sso")
    sso.logout(accessToken=token["accessToken"])
    fails("UnauthorizedException", sso.logout, accessToken=token["accessToken"])


def test_sts_in_every_region_and_chains():
    keys = role_keys()
    for region in ("us-east-1", "eu-west-1", "ap-southeast-2"):
        assert client("sts", region, **keys).get_caller_identity()["Account"] == ACCOUNT
    keys = session_keys(client("sts", **keys).assume_role(
        RoleArn="arn:aws:iam::111111111111:role/IntermediateRole", RoleSessionName="one@two",
        Tags=[{"Key": "k", "Value": "v"}])["Credentials"])
    sts = client("sts", **keys)
    assumed = sts.assume_role(RoleArn="arn:aws:iam::222222222222:role/TargetRole", RoleSessionName="x=+,.@-_")
    assert assumed["AssumedRoleUser"]["Arn"].endswith("assumed-role/TargetRole/x=+,.@-_")
    assert assumed["Credentials"]["Expiration"] > datetime.now(timezone.utc)
    fails("AccessDenied", sts.assume_role,
          RoleArn="arn:aws:iam::222222222222:role/DeniedRole", RoleSessionName="me")
    fails("AccessDenied", sts.get_session_token)
    keys["aws_secret_access_key"] = "x" + keys["aws_secret_access_key"][1:]
    fails("SignatureDoesNotMatch", client("sts", **keys).get_caller_identity)
    fails("InvalidClientTokenId", client("sts", "cn-north-1", **role_keys()).get_caller_identity)


def test_long_term_keys():
    made = control(do="create-user", account=ACCOUNT, name="bob")
    sts = client("sts", aws_access_key_id=made["accessKeyId"], aws_secret_access_key=made["secretAccessKey"])
    session = session_keys(sts.get_session_token(DurationSeconds=900)["Credentials"])
    assert client("sts", **session).get_caller_identity()["Arn"].endswith(":user/bob")
    federated = sts.get_federation_token(
        Name="bobby", PolicyArns=[{"arn": "arn:aws:iam::aws:policy/AdministratorAccess"}])
    assert federated["FederatedUser"]["FederatedUserId"] == ACCOUNT + ":bobby"
    keys = session_keys(federated["Credentials"])
    assert client("sts", **keys).get_caller_identity()["Arn"].endswith(":federated-user/bobby")


def test_web_identity():
    token = control(do="web-identity-token")["token"]
    assumed = client("sts", aws_access_key_id="x", aws_secret_access_key="x").assume_role_with_web_identity(
        RoleArn="arn:aws:iam::111111111111:role/WebIdentityRole", RoleSessionName="pod", WebIdentityToken=token)
    assert client("sts", **session_keys(assumed["Credentials"])).get_caller_identity()["Account"] == ACCOUNT


def test_cli_speaks_to_every_service():
    _, token = sign_in()
    code, out, err = aws("sso", "list-accounts", "--access-token", token["accessToken"], "--region", "us-east-1")
    assert code == 0 and json.loads(out)["accountList"], err
    code, out, err = aws("sso", "list-account-roles", "--account-id", ACCOUNT, "--access-token",
                         token["accessToken"], "--page-size", "1")
    assert code == 0 and len(json.loads(out)["roleList"]) == 5, err
    code, out, err = aws("sso", "get-role-credentials", "--account-id", ACCOUNT, "--role-name", "ReadOnlyAccess",
                         "--access-token", token["accessToken"])
    assert code == 0, err
    keys = {
        "AWS_ACCESS_KEY_ID": json.loads(out)["roleCredentials"]["accessKeyId"],
        "AWS_SECRET_ACCESS_KEY": json.loads(out)["roleCredentials"]["secretAccessKey"],
        "AWS_SESSION_TOKEN": json.loads(out)["roleCredentials"]["sessionToken"],
    }
    code, out, err = aws("sts", "get-caller-identity", "--output", "text", **keys)
    assert code == 0 and "AWSReservedSSO_ReadOnlyAccess_" in out, err
    code, out, err = aws("sso-oidc", "register-client", "--client-name", "cli", "--client-type", "public")
    assert code == 0 and json.loads(out)["clientId"], err
    code, out, err = aws("sso", "get-role-credentials", "--account-id", ACCOUNT, "--role-name", "Nope",
                         "--access-token", token["accessToken"])
    assert code != 0 and "(ForbiddenException)" in err and "No access" in err, err


def test_cli_profiles_use_a_cached_sign_in():
    config(SESSION)
    registered, token = sign_in()
    cache_token(registered, token, datetime.now(timezone.utc) + timedelta(hours=1))
    code, out, err = aws("sts", "get-caller-identity", "--profile", "start")
    assert code == 0 and "AWSReservedSSO_SSO_SourceRole_" in out, err
    code, out, err = aws("sts", "get-caller-identity", "--profile", "chained")
    assert code == 0 and "assumed-role/ExternalIdRole/chained" in out, err


def test_cli_refreshes_an_expired_sign_in():
    config(SESSION)
    registered, token = sign_in()
    name = cache_token(registered, token, datetime.now(timezone.utc) - timedelta(minutes=1))
    control(do="expire-access-tokens")
    before = calls()["CreateToken"]
    code, out, err = aws("sts", "get-caller-identity", "--profile", "start")
    assert code == 0 and "AWSReservedSSO_SSO_SourceRole_" in out, err
    assert calls()["CreateToken"] == before + 1
    with open(name, encoding="utf-8") as file:
        assert json.load(file)["accessToken"] != token["accessToken"]


def test_cli_refreshes_again_and_again():
    config(SESSION)
    registered, token = sign_in()
    name = cache_token(registered, token, datetime.now(timezone.utc) - timedelta(minutes=1))
    for _ in range(3):
        control(do="expire-access-tokens")
        before = calls()["CreateToken"]
        code, out, err = aws("sts", "get-caller-identity", "--profile", "start")
        assert code == 0, err
        assert calls()["CreateToken"] == before + 1
        with open(name, encoding="utf-8") as file:
            cached = json.load(file)
        assert cached["refreshToken"] == token["refreshToken"]
        cached["expiresAt"] = "2020-01-01T00:00:00Z"
        with open(name, "w", encoding="utf-8") as file:
            json.dump(cached, file)
        for role in os.listdir(ROLES) if os.path.isdir(ROLES) else []:
            os.remove(os.path.join(ROLES, role))


def test_token_of_eks_is_verified():
    user = control(do="create-user", account=ACCOUNT, name="eks")
    keys = {"AWS_ACCESS_KEY_ID": user["accessKeyId"], "AWS_SECRET_ACCESS_KEY": user["secretAccessKey"]}
    code, out, err = aws("eks", "get-token", "--cluster-name", "my-cluster", **keys)
    assert code == 0, err
    token = json.loads(out)["status"]["token"].removeprefix("k8s-aws-v1.")
    url = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    assert url.startswith(URL), url

    def verify(cluster, url):
        request = urllib.request.Request(url, headers={"x-k8s-aws-id": cluster})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read().decode()

    status, kind, body = verify("my-cluster", url)
    assert (status, kind) == (200, "text/xml") and ":user/eks</Arn>" in body, body
    status, kind, body = verify("other-cluster", url)
    assert status == 403 and "SignatureDoesNotMatch" in body, body
    status, kind, body = verify("my-cluster", url.replace("GetCallerIdentity", "GetSessionToken"))
    assert status == 403 and "SignatureDoesNotMatch" in body, body


def test_other_services_are_refused_once_and_in_their_protocol():
    user = control(do="create-user", account=ACCOUNT, name="others")
    keys = {"aws_access_key_id": user["accessKeyId"], "aws_secret_access_key": user["secretAccessKey"]}
    before = calls().get("OtherService", 0)
    tried = [
        ("s3", "list_buckets", {}),
        ("iam", "list_users", {}),
        ("ec2", "describe_instances", {}),
        ("dynamodb", "list_tables", {}),
        ("sso-admin", "list_instances", {}),
        ("organizations", "list_accounts", {}),
        ("lambda", "list_functions", {}),
        ("route53", "list_hosted_zones", {}),
        ("sns", "list_topics", {}),
        ("cloudwatch", "list_metrics", {}),
        ("arc-region-switch", "list_plans", {}),
    ]
    for service, operation, params in tried:
        made = boto3.client(service, region_name="us-east-1", endpoint_url=URL, **keys)
        try:
            getattr(made, operation)(**params)
            raise AssertionError(service + " answered")
        except ClientError as error:
            answer = error.response
            assert answer["Error"]["Code"] == "NotImplemented", (service, answer)
            assert "the sandbox has no such service" in answer["Error"]["Message"], (service, answer)
            assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501, (service, answer)
            assert answer["ResponseMetadata"]["RetryAttempts"] == 0, (service, answer)
    assert calls()["OtherService"] == before + len(tried)


def main():
    failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                print("ok", name, flush=True)
            except Exception:  # every failure is told, and the next test still runs
                failed += 1
                print("FAILED", name, flush=True)
                traceback.print_exc(file=sys.stdout)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
