// What a program of somebody does with the AWS SDK for Go, against the sandbox. A step that worked is a line "ok STEP";
// "open URL" asks for the code that a browser would bring back, which comes on stdin.
//
//	client signin device|pkce    the calls of the sign-in, one by one
//	client identity PROFILE      the SDK's own chain of providers
//	client keys                  the access key id that this chain finds
//	client terraform PROFILE     the credential library of Terraform's AWS provider
package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
)

const verifier = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMN"

var ctx = context.Background()

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func check(is bool, what string) {
	if !is {
		fmt.Fprintln(os.Stderr, "not so: "+what)
		os.Exit(1)
	}
}

func main() {
	switch os.Args[1] {
	case "signin":
		signIn(os.Args[2])
	case "identity":
		identity(must(config.LoadDefaultConfig(ctx, config.WithSharedConfigProfile(os.Args[2]))))
	case "keys":
		fmt.Println(must(must(config.LoadDefaultConfig(ctx)).Credentials.Retrieve(ctx)).AccessKeyID)
	case "terraform":
		_, loaded, problems := awsbase.GetAwsConfig(ctx, &awsbase.Config{
			Profile: os.Args[2], Region: "us-east-1", MaxRetries: 2,
			APNInfo: &awsbase.APNInfo{PartnerName: "test"}, SkipCredsValidation: true})
		for _, problem := range problems {
			fmt.Fprintln(os.Stderr, problem.Summary(), problem.Detail())
		}
		check(!problems.HasError(), "the library of Terraform works")
		identity(must(loaded, nil))
	}
}

func identity[C interface{ Copy() aws.Config }](loaded C) {
	caller := must(sts.NewFromConfig(loaded.Copy()).GetCallerIdentity(ctx, nil))
	fmt.Println(aws.ToString(caller.Arn))
}

func token(oidc *ssooidc.Client, kind string) (*ssooidc.CreateTokenOutput, *ssooidc.RegisterClientOutput) {
	register := &ssooidc.RegisterClientInput{
		ClientName: aws.String("go"), ClientType: aws.String("public"), Scopes: []string{"sso:account:access"}}
	if kind == "pkce" {
		register.GrantTypes = []string{"authorization_code", "refresh_token"}
		register.RedirectUris = []string{"http://127.0.0.1/oauth/callback"}
		register.IssuerUrl = aws.String(os.Getenv("START_URL"))
	}
	client := must(oidc.RegisterClient(ctx, register))
	create := &ssooidc.CreateTokenInput{ClientId: client.ClientId, ClientSecret: client.ClientSecret}
	if kind == "pkce" {
		hash := sha256.Sum256([]byte(verifier))
		redirect := "http://127.0.0.1:4321/oauth/callback"
		fmt.Println("open /authorize?" + url.Values{
			"response_type": {"code"}, "client_id": {*client.ClientId}, "redirect_uri": {redirect}, "state": {"s"},
			"code_challenge_method": {"S256"}, "scopes": {"sso:account:access"},
			"code_challenge": {base64.RawURLEncoding.EncodeToString(hash[:])}}.Encode())
		input := bufio.NewScanner(os.Stdin)
		check(input.Scan(), "a code came")
		create.GrantType = aws.String("authorization_code")
		create.Code, create.RedirectUri, create.CodeVerifier = aws.String(input.Text()), &redirect, aws.String(verifier)
	} else {
		started := must(oidc.StartDeviceAuthorization(ctx, &ssooidc.StartDeviceAuthorizationInput{
			ClientId: client.ClientId, ClientSecret: client.ClientSecret, StartUrl: aws.String(os.Getenv("START_URL"))}))
		create.GrantType = aws.String("urn:ietf:params:oauth:grant-type:device_code")
		create.DeviceCode = started.DeviceCode
	}
	return must(oidc.CreateToken(ctx, create)), client
}

func signIn(kind string) {
	loaded := must(config.LoadDefaultConfig(ctx))
	oidc, portal := ssooidc.NewFromConfig(loaded), sso.NewFromConfig(loaded)
	made, client := token(oidc, kind)
	fmt.Println("ok " + kind)

	count := 0
	pages := sso.NewListAccountsPaginator(portal, &sso.ListAccountsInput{AccessToken: made.AccessToken, MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		count += len(must(pages.NextPage(ctx)).AccountList)
	}
	check(fmt.Sprint(count) == os.Getenv("ACCOUNTS"), fmt.Sprint(count, " accounts"))
	fmt.Println("ok accounts")

	keys := must(portal.GetRoleCredentials(ctx, &sso.GetRoleCredentialsInput{
		AccessToken: made.AccessToken, AccountId: aws.String("111111111111"), RoleName: aws.String("ReadOnlyAccess")})).RoleCredentials
	loaded.Credentials = credentials.NewStaticCredentialsProvider(*keys.AccessKeyId, *keys.SecretAccessKey, *keys.SessionToken)
	caller := must(sts.NewFromConfig(loaded).GetCallerIdentity(ctx, nil))
	check(*caller.Account == "111111111111", *caller.Account)
	fmt.Println("ok credentials")

	for i := 0; i < 3; i++ {
		check(made.RefreshToken != nil, "every answer has a refresh token")
		made = must(oidc.CreateToken(ctx, &ssooidc.CreateTokenInput{
			ClientId: client.ClientId, ClientSecret: client.ClientSecret,
			GrantType: aws.String("refresh_token"), RefreshToken: made.RefreshToken}))
		must(portal.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: made.AccessToken}))
	}
	fmt.Println("ok refresh")

	must(portal.Logout(ctx, &sso.LogoutInput{AccessToken: made.AccessToken}))
	_, err := portal.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: made.AccessToken})
	check(err != nil, "signed out")
	fmt.Println("ok logout")
}
