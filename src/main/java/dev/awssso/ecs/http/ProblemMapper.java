package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.ResponseHeaders;
import dev.awssso.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Where failures of resources become answers. */
@Provider
@Singleton
public class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        ProtocolError error = error(failure);
        byte[] body = error.toBytes();
        Response.ResponseBuilder response = Response.status(error.status())
                .entity(body)
                .header(HttpHeaders.CONTENT_TYPE, ResponseHeaders.CONTENT_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        error.headers().forEach(response::header);
        return response.build();
    }

    private static ProtocolError error(Throwable failure) {
        if (failure instanceof Problem.LocalFile) {
            // A token cache or config file that cannot be read: nothing that a repeated request would correct.
            return ProtocolError.of(
                    ProtocolError.UNPROCESSABLE, "Field Source: the sign-ins of this user cannot be read.");
        }
        return ErrorAnswers.of(failure);
    }
}
