using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Tests.Refusals;

/// <summary>An object a server refuses.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Server">What refuses it: schema, strict (decoding), webhook, exists, conflict, forbidden, quota, namespace or unreachable.</param>
/// <param name="Defect">What is wrong with it.</param>
/// <param name="Manifest">The object.</param>
/// <param name="Field">The field a person has to look at; <c>null</c> when there is none.</param>
/// <param name="User">Who sends it.</param>
/// <param name="Answer">The server's answer, for what the embedded server does not do; <c>null</c> when it is asked.</param>
internal sealed record RefusedObject(string Kind, string Server, string Defect, Manifest Manifest, string? Field, string User, ApiStatus? Answer)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind}, {Server}: {Defect}";
}

/// <summary>The objects of <c>corpus.json</c>: a good manifest of each kind, what there is in the cluster, and what makes manifests bad.</summary>
internal static class RefusalCorpus
{
    private static readonly JsonObject File = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Refusals", "corpus.json")))!.AsObject();

    /// <summary>What there is in the cluster.</summary>
    public static IEnumerable<JsonObject> Neighbours => File["neighbours"]!.AsArray().Select(neighbour => neighbour!.DeepClone().AsObject());

    /// <summary>The refused objects.</summary>
    public static ImmutableArray<RefusedObject> Rows { get; } = [.. File["rows"]!.AsArray().Select(row => Read(row!))];

    /// <summary>The good manifest of each kind.</summary>
    public static IEnumerable<Manifest> Bases => File["bases"]!.AsObject().Select(one => new Manifest(one.Value!.DeepClone().AsObject()));

    private static RefusedObject Read(JsonNode row)
    {
        string kind = row["kind"]!.GetValue<string>();
        Manifest manifest = new(File["bases"]![kind]!.DeepClone().AsObject());
        foreach ((string path, JsonNode? value) in row["set"]!.AsObject())
        {
            if (value is null)
            {
                manifest.Remove(ManifestPath.Parse(path));
            }
            else
            {
                manifest.Set(ManifestPath.Parse(path), value.DeepClone());
            }
        }

        return new RefusedObject(
            kind, row["server"]!.GetValue<string>(), row["defect"]!.GetValue<string>(), manifest, row["field"]?.GetValue<string>(), row["user"]?.GetValue<string>() ?? "sandbox-admin",
            row["answer"] is { } answer ? StatusOf(answer) : null);
    }

    private static ApiStatus StatusOf(JsonNode answer) => new(
        answer["code"]!.GetValue<int>(), answer["reason"]!.GetValue<string>(), answer["message"]!.GetValue<string>(),
        [.. (answer["causes"]?.AsArray() ?? []).Select(cause => new ApiStatusCause(cause![0]!.GetValue<string>(), cause[1]!.GetValue<string>(), cause[2]!.GetValue<string>()))], null);
}
