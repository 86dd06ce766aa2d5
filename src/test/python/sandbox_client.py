"""What a program of somebody does with boto3, against the sandbox: the steps of the client in src/test/go, and no more.

client signin device|pkce    the calls of the sign-in, one by one
client identity PROFILE      boto3's own chain of providers
"""
import base64
import hashlib
import os
import sys
import urllib.parse

import boto3

VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMN"
REDIRECT = "http://127.0.0.1:4321/oauth/callback"


def token(oidc, kind):
    more = {} if kind == "device" else {
        "grantTypes": ["authorization_code", "refresh_token"], "issuerUrl": os.environ["START_URL"],
        "redirectUris": ["http://127.0.0.1/oauth/callback"]}
    client = oidc.register_client(clientName="boto3", clientType="public", scopes=["sso:account:access"], **more)
    ours = {name: client[name] for name in ("clientId", "clientSecret")}
    if kind == "device":
        started = oidc.start_device_authorization(startUrl=os.environ["START_URL"], **ours)
        return ours, oidc.create_token(
            grantType="urn:ietf:params:oauth:grant-type:device_code", deviceCode=started["deviceCode"], **ours)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    print("open /authorize?" + urllib.parse.urlencode({
        "response_type": "code", "client_id": ours["clientId"], "redirect_uri": REDIRECT, "state": "s",
        "code_challenge_method": "S256", "scopes": "sso:account:access", "code_challenge": challenge}), flush=True)
    return ours, oidc.create_token(
        grantType="authorization_code", code=sys.stdin.readline().strip(), redirectUri=REDIRECT,
        codeVerifier=VERIFIER, **ours)


def sign_in(kind):
    oidc, portal = boto3.client("sso-oidc"), boto3.client("sso")
    ours, made = token(oidc, kind)
    print("ok", kind)
    pages = portal.get_paginator("list_accounts").paginate(
        accessToken=made["accessToken"], PaginationConfig={"PageSize": 100})
    count = sum(len(page["accountList"]) for page in pages)
    assert str(count) == os.environ["ACCOUNTS"], count
    print("ok accounts")
    keys = portal.get_role_credentials(
        accessToken=made["accessToken"], accountId="111111111111", roleName="ReadOnlyAccess")["roleCredentials"]
    sts = boto3.client("sts", aws_access_key_id=keys["accessKeyId"], aws_secret_access_key=keys["secretAccessKey"],
                       aws_session_token=keys["sessionToken"])
    assert sts.get_caller_identity()["Account"] == "111111111111"
    print("ok credentials")
    for _ in range(3):
        made = oidc.create_token(grantType="refresh_token", refreshToken=made["refreshToken"], **ours)
        portal.list_accounts(accessToken=made["accessToken"])
    print("ok refresh")
    portal.logout(accessToken=made["accessToken"])
    try:
        portal.list_accounts(accessToken=made["accessToken"])
    except portal.exceptions.UnauthorizedException:
        print("ok logout")


if sys.argv[1] == "signin":
    sign_in(sys.argv[2])
else:
    print(boto3.Session(profile_name=sys.argv[2]).client("sts").get_caller_identity()["Arn"])
