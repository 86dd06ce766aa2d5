// Prints what the AWS SDK for JavaScript v3 makes of a config file: {"profiles": {...}, "sso_sessions": {...}}.
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/target/javascript/");
const { loadSharedConfigFiles, loadSsoSessionData } = require("@smithy/shared-ini-file-loader");

const path = process.argv[2];
const files = await loadSharedConfigFiles({ configFilepath: path, filepath: path + ".none", ignoreCache: true });
const sessions = await loadSsoSessionData({ configFilepath: path });
const profiles = Object.fromEntries(
  Object.entries(files.configFile).filter(([name]) => !name.startsWith("sso-session.")),
);
console.log(JSON.stringify({ profiles, sso_sessions: sessions }));
