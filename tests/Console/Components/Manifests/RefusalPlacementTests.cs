using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Tests.Components.Manifests;

public class RefusalPlacementTests
{
    private static readonly Manifest Configuration = YamlReader.Read("""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata: { name: x, namespace: demo }
        spec:
          backends: [ { name: first }, { name: second } ]
          sessions:
            - name: full
              repositories: [ { name: one }, { name: two } ]
            - name: weekly
              repositories: [ { name: three } ]
        """).Manifest;

    [Theory]
    [InlineData("spec.sessions[1].name", "FieldValueInvalid", "Invalid value: \"\": spec.sessions[1].name in body should be at least 1 chars long", "Invalid value: \"\": should be at least 1 chars long.")]
    [InlineData("spec.sessions.name", "FieldValueInvalid", "Invalid value: \"integer\": must be a string", "Invalid value: \"integer\": must be a string.")]
    [InlineData("metadata.labels[a.b/c]", "FieldValueInvalid", "Invalid value", "Invalid value.")]
    [InlineData("spec.session", "FieldValueRequired", "Required value", "A value is required here.")]
    [InlineData("metadata.name", "FieldValueRequired", "Required value: name or generateName is required", "A value is required here: name or generateName is required.")]
    public void A_cause_names_its_field(string field, string reason, string words, string message)
    {
        PreviewProblem problem = One(Refusal(422, "Invalid", "is invalid", new ApiStatusCause(field, reason, words)));

        Assert.Equal(field, problem.Path?.ToString());
        Assert.Equal(message, problem.Message);
        Assert.True(problem.IsError);
        Assert.Equal(3, problem.Entry);
    }

    [Theory]
    [InlineData("<nil>")]
    [InlineData("")]
    public void A_cause_without_a_field_is_said_without_a_place(string field)
    {
        PreviewProblem problem = One(Refusal(422, "Invalid", "is invalid", new ApiStatusCause(field, "", "something is wrong")));

        Assert.Null(problem.Path);
        Assert.Equal("Something is wrong.", problem.Message);
    }

    [Fact]
    public void Equal_causes_are_said_once()
    {
        ApiStatusCause cause = new("spec.a", "FieldValueInvalid", "Invalid value");

        Assert.Equal(2, RefusalPlacement.Place(Refusal(422, "Invalid", "is invalid", cause, cause, cause with { Field = "spec.b" }), 0, Configuration).Length);
    }

    [Theory]
    [InlineData(409, "AlreadyExists", "backupsessions.core.kubestash.com \"x\" already exists", "metadata.name")]
    [InlineData(404, "NotFound", "namespaces \"nowhere\" not found", "metadata.namespace")]
    [InlineData(404, "NotFound", "the server could not find the requested resource", "apiVersion")]
    [InlineData(403, "Forbidden", "backupsessions.core.kubestash.com is forbidden: User \"jane\" cannot create resource \"backupsessions\" in API group \"core.kubestash.com\" in the namespace \"demo\"", "metadata.namespace")]
    [InlineData(403, "Forbidden", "x is forbidden: unable to create new content in namespace demo because it is being terminated", "metadata.namespace")]
    [InlineData(403, "Forbidden", "x is forbidden: User \"jane\" cannot create resource \"addons\" at the cluster scope", null)]
    [InlineData(400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request", "metadata.namespace")]
    [InlineData(400, "BadRequest", "the API version in the data (v1) does not match the expected API version (v2)", "apiVersion")]
    [InlineData(400, "BadRequest", "the kind in the data (A) does not match the expected kind (B)", "kind")]
    [InlineData(400, "BadRequest", "B in version \"v1\" cannot be handled as a B: json: cannot unmarshal string into Go struct field BackupSessionSpec.spec.retryLeft of type int32", "spec.retryLeft")]
    [InlineData(400, "BadRequest", "B in version \"v1\" cannot be handled as a B: strict decoding error: unknown field \"spec.sessions[0].foo\"", "spec.sessions[0].foo")]
    [InlineData(400, "BadRequest", "strict decoding error: duplicate field \"spec.paused\"", "spec.paused")]
    [InlineData(500, "InternalError", "Internal error occurred: failed calling webhook \"v.kubestash.com\": connection refused", null)]
    [InlineData(409, "Conflict", "the object has been modified", null)]
    [InlineData(403, "Forbidden", "backupsessions.core.kubestash.com \"x\" is forbidden: exceeded quota: few, requested: count/backupsessions=1", "metadata.namespace")]
    [InlineData(429, "TooManyRequests", "too many requests", null)]
    [InlineData(401, "Unauthorized", "Unauthorized", null)]
    [InlineData(500, "", "", null)]
    public void A_message_is_placed_by_its_words(int code, string reason, string message, string? path)
    {
        PreviewProblem problem = One(Refusal(code, reason, message));

        Assert.Equal(path, problem.Path?.ToString());
        Assert.NotEmpty(problem.Message);
    }

    [Fact]
    public void Every_unknown_field_has_its_own_problem() => Assert.Equal(
        ["spec.a", "spec.l[0].b", "spec.c"],
        RefusalPlacement.Place(Refusal(400, "BadRequest", "strict decoding error: unknown field \"spec.a\", unknown field \"spec.l[0].b\", duplicate field \"spec.c\""), 0, Configuration)
            .Select(problem => problem.Path?.ToString()));

    [Theory]
    [InlineData("backend can not be empty", "spec.backends")]
    [InlineData("no storage reference", "spec.backends[0].storageRef")]
    [InlineData("sessions can not be empty", "spec.sessions")]
    [InlineData("session can not be empty", "spec.session")]
    [InlineData("spec can not be updated", "spec")]
    [InlineData("snapshot can not be empty", "spec.dataSource.snapshot")]
    [InlineData("repository can not be empty for latest snapshot", "spec.dataSource.repository")]
    [InlineData("repository path can not be updated", "spec.path")]
    [InlineData("one of maxRetentionPeriod and successfulSnapshots policy must be provided", "spec.maxRetentionPeriod")]
    [InlineData("multiple default BackupStorages are not allowed within the same namespace", "spec.default")]
    [InlineData("no two BackupStorage should point to the same directory of the same bucket", "spec.storage")]
    [InlineData("namespace \"demo\" is not allowed to refer BackupStorage stash/default", "spec.backends.storageRef")]
    [InlineData("no RetentionPolicy is found for backend \"second\"", "spec.backends[1].retentionPolicy")]
    [InlineData("no RetentionPolicy is found for backend \"other\"", "spec.backends.retentionPolicy")]
    [InlineData("scheduler can not be empty for session \"weekly\"", "spec.sessions[1].scheduler")]
    [InlineData("addon tasks can not be empty for session \"full\"", "spec.sessions[0].addon.tasks")]
    [InlineData("directory can not be empty for repository \"three\"", "spec.sessions[1].repositories[0].directory")]
    [InlineData("backend \"s3\" of repository \"two\" does not match any of the backends", "spec.sessions[0].repositories[1].backend")]
    [InlineData("repository \"two\" already exists in the cluster with a different target reference", "spec.sessions[0].repositories[1].name")]
    [InlineData("spec.sessions[1].name is no good", "spec.sessions[1].name")]
    [InlineData("nobody has heard of this", null)]
    public void A_webhooks_words_find_their_field(string words, string? path)
    {
        PreviewProblem problem = One(Refusal(403, "Forbidden", $"admission webhook \"v.kubestash.com\" denied the request: {words}"));

        Assert.Equal(path, problem.Path?.ToString());
        Assert.Equal($"{char.ToUpperInvariant(words[0])}{words[1..]}.", problem.Message);
    }

    [Fact]
    public void A_webhook_that_names_its_fields_is_believed_and_one_without_words_is_named()
    {
        PreviewProblem named = One(Refusal(403, "Forbidden", "admission webhook \"v.kubestash.com\" denied the request: sessions can not be empty", new ApiStatusCause("spec.paused", "FieldValueInvalid", "no pause here")));
        PreviewProblem silent = One(Refusal(403, "Forbidden", "admission webhook \"v.kubestash.com\" denied the request: "));

        Assert.Equal(("spec.paused", "No pause here."), (named.Path?.ToString(), named.Message));
        Assert.Null(silent.Path);
        Assert.Equal("The admission webhook v.kubestash.com refuses this, and gives no reason.", silent.Message);
    }

    [Fact]
    public void The_addon_of_a_restore_stands_in_its_spec() => Assert.Equal(
        "spec.addon.name",
        RefusalPlacement.Place(Refusal(403, "Forbidden", "admission webhook \"v\" denied the request: addon name can not be empty"), 0, new Manifest("core.kubestash.com/v1alpha1", "RestoreSession"))[0].Path?.ToString());

    private static PreviewProblem One(ApiStatus status) => Assert.Single(RefusalPlacement.Place(status, 3, Configuration));

    private static ApiStatus Refusal(int code, string reason, string message, params ApiStatusCause[] causes) => new(code, reason, message, [.. causes], null);
}
