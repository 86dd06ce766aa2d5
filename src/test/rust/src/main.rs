//! What a program of somebody does with the AWS SDK for Rust: the steps of the client in src/test/go, and no more.
//!
//! client signin device|pkce    the calls of the sign-in, one by one
//! client identity PROFILE      the SDK's own chain of providers

use aws_config::SdkConfig;
use aws_sdk_sso::config::Credentials;
use std::env;
use std::error::Error;
use std::io;

type Done<T> = Result<T, Box<dyn Error>>;

// The challenge is BASE64URL(SHA256(VERIFIER)), worked out once.
const VERIFIER: &str = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMN";
const CHALLENGE: &str = "kz4nHTtSjzdeEtBmKkOCCh8c8gpTYlUwiVgdvNfD4d0";
const REDIRECT: &str = "http://127.0.0.1:4321/oauth/callback";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done<()> {
    let words: Vec<String> = env::args().collect();
    if words[1] == "signin" {
        return sign_in(&words[2]).await;
    }
    let config = aws_config::from_env().profile_name(&words[2]).load().await;
    let caller = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await?;
    println!("{}", caller.arn().unwrap_or_default());
    Ok(())
}

async fn sign_in(kind: &str) -> Done<()> {
    let config: SdkConfig = aws_config::from_env().load().await;
    let oidc = aws_sdk_ssooidc::Client::new(&config);
    let portal = aws_sdk_sso::Client::new(&config);
    let start_url = env::var("START_URL")?;

    let mut register = oidc.register_client().client_name("rust").client_type("public").scopes("sso:account:access");
    if kind == "pkce" {
        register = register
            .grant_types("authorization_code")
            .grant_types("refresh_token")
            .redirect_uris("http://127.0.0.1/oauth/callback")
            .issuer_url(&start_url);
    }
    let client = register.send().await?;
    let (id, secret) = (client.client_id().unwrap_or_default(), client.client_secret().unwrap_or_default());
    let create = oidc.create_token().client_id(id).client_secret(secret);
    let mut made = if kind == "pkce" {
        println!(
            "open /authorize?response_type=code&client_id={id}&redirect_uri={}&state=s&code_challenge_method=S256\
             &scopes=sso%3Aaccount%3Aaccess&code_challenge={CHALLENGE}",
            REDIRECT.replace(':', "%3A").replace('/', "%2F")
        );
        let mut code = String::new();
        io::stdin().read_line(&mut code)?;
        create.grant_type("authorization_code").code(code.trim()).redirect_uri(REDIRECT).code_verifier(VERIFIER).send().await?
    } else {
        let started = oidc
            .start_device_authorization()
            .client_id(id)
            .client_secret(secret)
            .start_url(&start_url)
            .send()
            .await?;
        create
            .grant_type("urn:ietf:params:oauth:grant-type:device_code")
            .device_code(started.device_code().unwrap_or_default())
            .send()
            .await?
    };
    println!("ok {kind}");

    let access = made.access_token().unwrap_or_default().to_string();
    let mut pages = portal.list_accounts().access_token(&access).max_results(100).into_paginator().send();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        count += page?.account_list().len();
    }
    assert_eq!(count.to_string(), env::var("ACCOUNTS")?);
    println!("ok accounts");

    let answer = portal
        .get_role_credentials()
        .access_token(&access)
        .account_id("111111111111")
        .role_name("ReadOnlyAccess")
        .send()
        .await?;
    let keys = answer.role_credentials().ok_or("no credentials")?;
    let credentials = Credentials::new(
        keys.access_key_id().unwrap_or_default(),
        keys.secret_access_key().unwrap_or_default(),
        keys.session_token().map(str::to_string),
        None,
        "portal",
    );
    let config = aws_config::from_env().credentials_provider(credentials).load().await;
    let caller = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await?;
    assert_eq!(caller.account(), Some("111111111111"));
    println!("ok credentials");

    for _ in 0..3 {
        let refresh = made.refresh_token().ok_or("no refresh token")?;
        made = oidc
            .create_token()
            .client_id(id)
            .client_secret(secret)
            .grant_type("refresh_token")
            .refresh_token(refresh)
            .send()
            .await?;
        portal.list_accounts().access_token(made.access_token().unwrap_or_default()).send().await?;
    }
    println!("ok refresh");

    let access = made.access_token().unwrap_or_default();
    portal.logout().access_token(access).send().await?;
    assert!(portal.list_accounts().access_token(access).send().await.is_err());
    println!("ok logout");
    Ok(())
}
