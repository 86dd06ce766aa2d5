package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call is about, as far as the request says before it is done; empty texts where it does not.
 *
 * @param operation by the name under which it is counted
 * @param account that is asked for
 * @param role that is asked for
 * @param user who is signed in
 */
record CallSubject(String operation, String account, String role, String user) {

    private static final Pattern ROLE_ARN = Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):role/(?:.*/)?([^/]+)");

    static CallSubject of(String operation, Request request, SandboxState state) {
        try {
            return switch (operation) {
                case "GetRoleCredentials", "ListAccounts", "ListAccountRoles", "Logout" ->
                    ofPortal(operation, request, state);
                case "CreateToken" -> new CallSubject(operation, "", "", refreshing(request, state));
                default -> ofSts(operation, request, state);
            };
        } catch (Refusal refusal) {
            return new CallSubject(operation, "", "", "");
        }
    }

    private static CallSubject ofPortal(String operation, Request request, SandboxState state) {
        Parameters query = request.query();
        String user = request.header("x-amz-sso_bearer_token")
                .flatMap(state.sessions()::find)
                .map(PortalSession::user)
                .orElse("");
        return new CallSubject(
                operation,
                query.get("account_id").orElse(""),
                query.get("role_name").orElse(""),
                user);
    }

    private static String refreshing(Request request, SandboxState state) {
        try {
            return JsonObject.parse(request.body())
                    .string("refreshToken")
                    .flatMap(state.sessions()::ofRefreshToken)
                    .map(PortalSession::user)
                    .orElse("");
        } catch (JsonException e) {
            return "";
        }
    }

    private static CallSubject ofSts(String operation, Request request, SandboxState state) {
        boolean signed = Operations.ofSts(operation)
                && (request.header("authorization").isPresent() || Signature.presigned(request.query()));
        Optional<Principal> caller =
                signed ? state.keys().find(Signature.of(request).accessKeyId()).map(Keys::principal) : Optional.empty();
        String user = caller.map(Principal::userId)
                .map(id -> id.substring(id.indexOf(':') + 1))
                .orElse("");
        String arn = Operations.ofSts(operation)
                ? request.query().and(request.form()).get("RoleArn").orElse("")
                : "";
        Matcher role = ROLE_ARN.matcher(arn);
        return role.matches()
                ? new CallSubject(operation, role.group(1), role.group(2), user)
                : new CallSubject(operation, "", "", user);
    }
}
