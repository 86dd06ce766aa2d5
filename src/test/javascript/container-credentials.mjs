// Prints the access key id that the AWS SDK for JavaScript v3 finds by its default chain, or why it found none.
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/target/javascript/");
const { fromNodeProviderChain } = require("@aws-sdk/credential-providers");

try {
  const found = await fromNodeProviderChain({ maxRetries: 0 })();
  console.log(found.accessKeyId);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
