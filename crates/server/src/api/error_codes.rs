use axum::http::StatusCode;

/// One table gives the enum, the statuses and the descriptions in the `OpenAPI` document.
macro_rules! error_codes {
    ($($(#[$meta:meta])* $variant:ident $word:literal $status:ident $meaning:literal;)+) => {
        /// What went wrong, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorCode { $(#[doc = $meaning] $variant),+ }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it is sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The HTTP status it comes with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
}

error_codes! {
    Unauthenticated "unauthenticated" UNAUTHORIZED "The request carries no valid key.";
    Forged "forged" UNAUTHORIZED "A webhook delivery is not signed with the secret, or its time is too far from now.";
    ForbiddenHost "forbidden_host" FORBIDDEN "An open server on loopback was asked by another name.";
    ForbiddenOrigin "forbidden_origin" FORBIDDEN "A page of another site asked for a change.";
    NotFound "not_found" NOT_FOUND "The thing named in the path does not exist.";
    Gone "gone" GONE "The integration that a webhook delivers to is being deleted.";
    UnknownPath "unknown_path" NOT_FOUND "The API has no such path.";
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED "The path does not know the method.";
    InvalidRequest "invalid_request" BAD_REQUEST "The body or a parameter cannot be read.";
    InvalidValue "invalid_value" BAD_REQUEST "A field holds a value that does not do.";
    InvalidRange "invalid_range" BAD_REQUEST "The range is empty or reversed.";
    InvalidCursor "invalid_cursor" BAD_REQUEST "The page cursor was not given by this list.";
    InvalidQuery "invalid_query" BAD_REQUEST "The SQL has a mistake.";
    TooManyRequests "too_many_requests" TOO_MANY_REQUESTS "More deliveries are arriving than can be held; the header `retry-after` says when to send again.";
    PayloadTooLarge "payload_too_large" PAYLOAD_TOO_LARGE "The body is too long.";
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE "The body is not JSON.";
    Conflict "conflict" CONFLICT "It cannot be done as things stand.";
    Changed "changed" CONFLICT "Another has changed it since it was read.";
    QueryTooLarge "query_too_large" UNPROCESSABLE_ENTITY "The query needs more memory than allowed.";
    StorageFull "storage_full" INSUFFICIENT_STORAGE "The disk is full.";
    StorageDamaged "storage_damaged" INTERNAL_SERVER_ERROR "A table is damaged or was written by a newer version.";
    Timeout "timeout" GATEWAY_TIMEOUT "The answer took too long.";
    Internal "internal" INTERNAL_SERVER_ERROR "A fault of the program; its log has the details.";
}
