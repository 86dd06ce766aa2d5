// What a program of somebody does with the AWS SDK for JavaScript v3: the steps of the client in src/test/go, and no more.
//
//   client signin device|pkce    the calls of the sign-in, one by one
//   client identity PROFILE      the SDK's own chain of providers
import assert from 'node:assert'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline/promises'

// The modules are where npm put them, not beside this file.
const require = createRequire(process.env.NODE_MODULES_FOLDER)
const { SSOClient, GetRoleCredentialsCommand, ListAccountsCommand, LogoutCommand, paginateListAccounts } =
  require('@aws-sdk/client-sso')
const { SSOOIDCClient, RegisterClientCommand, StartDeviceAuthorizationCommand, CreateTokenCommand } =
  require('@aws-sdk/client-sso-oidc')
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
const { fromNodeProviderChain } = require('@aws-sdk/credential-providers')

const verifier = '0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMN'
const redirectUri = 'http://127.0.0.1:4321/oauth/callback'

async function token(oidc, kind) {
  const { clientId, clientSecret } = await oidc.send(new RegisterClientCommand({
    clientName: 'javascript', clientType: 'public', scopes: ['sso:account:access'],
    ...(kind === 'pkce' && {
      grantTypes: ['authorization_code', 'refresh_token'], issuerUrl: process.env.START_URL,
      redirectUris: ['http://127.0.0.1/oauth/callback'] })
  }))
  const ours = { clientId, clientSecret }
  if (kind === 'device') {
    const { deviceCode } = await oidc.send(
      new StartDeviceAuthorizationCommand({ ...ours, startUrl: process.env.START_URL }))
    return [ours, await oidc.send(new CreateTokenCommand(
      { ...ours, grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode }))]
  }
  console.log('open /authorize?' + new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 's', code_challenge_method: 'S256',
    scopes: 'sso:account:access', code_challenge: createHash('sha256').update(verifier).digest('base64url') }))
  const input = createInterface({ input: process.stdin })
  const code = (await input[Symbol.asyncIterator]().next()).value
  input.close()
  return [ours, await oidc.send(new CreateTokenCommand(
    { ...ours, grantType: 'authorization_code', code, redirectUri, codeVerifier: verifier }))]
}

async function signIn(kind) {
  const oidc = new SSOOIDCClient({})
  const portal = new SSOClient({})
  let [ours, made] = await token(oidc, kind)
  console.log('ok', kind)
  let count = 0
  for await (const page of paginateListAccounts({ client: portal, pageSize: 100 }, { accessToken: made.accessToken })) {
    count += page.accountList.length
  }
  assert.equal(count, process.env.ACCOUNTS)
  console.log('ok accounts')
  const { roleCredentials } = await portal.send(new GetRoleCredentialsCommand(
    { accessToken: made.accessToken, accountId: '111111111111', roleName: 'ReadOnlyAccess' }))
  // Its expiration is a number, where the SDK's own credentials have a Date.
  const { accessKeyId, secretAccessKey, sessionToken } = roleCredentials
  const caller = await new STSClient({ credentials: { accessKeyId, secretAccessKey, sessionToken } }).send(new GetCallerIdentityCommand({}))
  assert.equal(caller.Account, '111111111111')
  console.log('ok credentials')
  for (let i = 0; i < 3; i++) {
    made = await oidc.send(new CreateTokenCommand(
      { ...ours, grantType: 'refresh_token', refreshToken: made.refreshToken }))
    await portal.send(new ListAccountsCommand({ accessToken: made.accessToken }))
  }
  console.log('ok refresh')
  await portal.send(new LogoutCommand({ accessToken: made.accessToken }))
  await assert.rejects(portal.send(new ListAccountsCommand({ accessToken: made.accessToken })))
  console.log('ok logout')
}

if (process.argv[2] === 'signin') {
  await signIn(process.argv[3])
} else {
  const sts = new STSClient({ credentials: fromNodeProviderChain({ profile: process.argv[3] }) })
  console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn)
}
