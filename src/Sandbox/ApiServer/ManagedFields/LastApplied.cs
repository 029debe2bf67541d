using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// The annotation in which kubectl's client-side apply keeps what it applied. A server-side apply by the manager <c>kubectl</c> is the
/// successor of that: what the annotation lists and nobody changed since is its own, and the annotation follows.
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const string Manager = "kubectl";

    /// <summary>The paths a manager may take without force; empty for other managers and objects without the annotation.</summary>
    public static FieldSet Allowed(StructuralSchema schema, JsonObject live, string manager)
    {
        if (manager != Manager || Text(live) is not { } text || Read(text) is not { } applied)
        {
            return new();
        }

        // Where the live object differs from what was applied, others have been at work.
        FieldComparison since = FieldSets.Compare(schema, applied, live);
        return FieldSets.Of(schema, applied).Difference(since.Modified).Difference(since.Added).Difference(since.Removed);
    }

    /// <summary>Brings the annotation of an applied object up to date, where there is one.</summary>
    public static void Sync(JsonObject value, JsonObject config, string manager)
    {
        if (manager != Manager || Text(value) is null)
        {
            return;
        }

        JsonObject applied = config.DeepClone().AsObject();
        (applied["metadata"]?["annotations"] as JsonObject)?.Remove(Annotation);
        value["metadata"]!["annotations"]![Annotation] = applied.ToJsonString(CanonicalJson.Plain) + "\n";
    }

    private static string? Text(JsonObject value) => JsonTypes.Text((value["metadata"]?["annotations"] as JsonObject)?[Annotation]);

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonBodyReader.Read(Encoding.UTF8.GetBytes(text)).Value as JsonObject;
        }
        catch (JsonException)
        {
            // Whoever wrote the annotation wrote no object: it allows nothing then.
            return null;
        }
    }
}
