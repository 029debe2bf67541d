using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Tests.Components.Forms;

/// <summary>Where the words of an API server land.</summary>
public sealed class RefusalReadingTests
{
    [Fact]
    public void Causes_land_on_their_fields()
    {
        ApiStatus status = new(422, "Invalid", "is invalid", [new("spec.session", "FieldValueRequired", "Required value"), new("<nil>", "", "something else")], null);

        Assert.Equal([("spec.session", "Required value."), ("", "Something else.")], Read(status));
    }

    [Fact]
    public void Unknown_fields_of_strict_servers_land_on_their_lines()
    {
        ApiStatus status = new(400, "BadRequest", "BackupSession in version \"v1alpha1\" cannot be handled: strict decoding error: unknown field \"spec.sesion\", duplicate field \"spec.session\"", [], null);

        Assert.Equal(["spec.sesion", "spec.session"], Read(status).Select(one => one.Path));
        Assert.Contains("knows no field", Read(status)[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "backupsessions.core.kubestash.com \"x\" is forbidden: exceeded quota: few, requested: count/backupsessions=1", "metadata.namespace", "quota")]
    [InlineData(403, "backupsessions.core.kubestash.com is forbidden: User \"jane\" cannot create", "metadata.namespace", "You may not create")]
    [InlineData(403, "unable to create new content in namespace demo because it is being terminated", "metadata.namespace", "being deleted")]
    [InlineData(404, "namespaces \"demo\" not found", "metadata.namespace", "There is no namespace demo")]
    [InlineData(404, "the server could not find the requested resource", "", "KubeStash is not installed")]
    [InlineData(403, "admission webhook \"v.kubestash.com\" denied the request: spec is odd", "", "The admission webhook v.kubestash.com refuses this: spec is odd")]
    [InlineData(429, "too many requests", "", "busy")]
    public void Every_refusal_has_a_place_and_words(int code, string message, string path, string words)
    {
        (string Path, string Message) read = Assert.Single(Read(new ApiStatus(code, code == 404 ? "NotFound" : "Forbidden", message, [], null)));

        Assert.Equal(path, read.Path);
        Assert.Contains(words, read.Message, StringComparison.Ordinal);
    }

    private static (string Path, string Message)[] Read(ApiStatus status) =>
        [.. RefusalReading.Read(status, KubeStashKinds.BackupSession, "demo").Select(problem => (problem.Path?.ToString() ?? "", problem.Message))];
}
