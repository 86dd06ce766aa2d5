package dev.awssso.sandbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a program is led to the sandbox: by an endpoint for each service, or by a proxy alone. */
enum ClientTransport {
    HTTP {
        @Override
        Map<String, String> variables(RunningSandbox sandbox, Path ca) {
            return endpoints(sandbox.url());
        }
    },
    TLS {
        @Override
        Map<String, String> variables(RunningSandbox sandbox, Path ca) {
            Map<String, String> all = endpoints(sandbox.url().replace("http:", "https:"));
            all.putAll(trust(ca));
            return all;
        }
    },
    PROXY {
        @Override
        Map<String, String> variables(RunningSandbox sandbox, Path ca) {
            Map<String, String> all = new HashMap<>(trust(ca));
            all.put("AWS_REGION", "us-east-1");
            all.put("AWS_DEFAULT_REGION", "us-east-1");
            all.put("HTTPS_PROXY", sandbox.url());
            return all;
        }
    };

    abstract Map<String, String> variables(RunningSandbox sandbox, Path ca);

    private static Map<String, String> endpoints(String url) {
        Map<String, String> all = new HashMap<>();
        for (String service : List.of("SSO", "SSO_OIDC", "STS", "SIGNIN")) {
            all.put("AWS_ENDPOINT_URL_" + service, url);
        }
        all.put("AWS_REGION", "us-east-1");
        all.put("AWS_DEFAULT_REGION", "us-east-1");
        return all;
    }

    private static Map<String, String> trust(Path ca) {
        Map<String, String> all = new HashMap<>();
        for (String name : List.of("AWS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")) {
            all.put(name, ca.toString());
        }
        return all;
    }
}
