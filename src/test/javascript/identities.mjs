// Answers, for one home after the other, which credentials the SDK for JavaScript v3 resolves for each of its profiles.
// The lines on stdin and stdout are those of src/test/python/identities.py.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/target/javascript/");
const { fromIni, fromNodeProviderChain } = require("@aws-sdk/credential-providers");
const { loadSharedConfigFiles } = require("@smithy/shared-ini-file-loader");

async function refusedFile() {
  try {
    await loadSharedConfigFiles({ ignoreCache: true });
    return null;
  } catch (error) {
    return String(error.name);
  }
}

async function answer(profile) {
  const common = { ignoreCache: true, maxRetries: 0 };
  try {
    const provider = profile === null ? fromNodeProviderChain(common) : fromIni({ ...common, profile });
    const keys = await provider();
    return { id: keys.accessKeyId, secret: keys.secretAccessKey, token: keys.sessionToken ?? null };
  } catch (error) {
    return { error: `${error.name}: ${error.message}`.slice(0, 300) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, request.env);
  const answers = [];
  for (const profile of request.profiles) {
    answers.push(await answer(profile));
  }
  console.log(JSON.stringify({ file: await refusedFile(), answers }));
}
