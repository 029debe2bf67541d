using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Rules of <c>metadata.ownerReferences</c>.</summary>
internal static class OwnerReferenceRules
{
    /// <summary>Adds the faults of a list of owners. The server names no index here.</summary>
    public static void Check(JsonArray owners, string path, List<FieldError> errors)
    {
        string? controller = null;
        foreach (JsonObject owner in owners.OfType<JsonObject>())
        {
            string apiVersion = Text(owner, "apiVersion");
            string version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
            Need(version, apiVersion, $"{path}.apiVersion", "version", errors);
            foreach (string field in new[] { "kind", "name", "uid" })
            {
                Need(Text(owner, field), Text(owner, field), $"{path}.{field}", field, errors);
            }

            if (apiVersion == "v1" && Text(owner, "kind") == "Event")
            {
                errors.Add(FieldError.InvalidText(path, Literal(owner), "/v1, Kind=Event is disallowed from being an owner"));
            }

            if (JsonTypes.IsTrue(owner["controller"]))
            {
                string current = $"{Text(owner, "kind")}/{Text(owner, "name")}";
                if (controller is not null)
                {
                    string all = string.Join(", ", owners.OfType<JsonObject>().Select(Literal));
                    errors.Add(FieldError.InvalidText(path, $"[]v1.OwnerReference{{{all}}}",
                        $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {current}"));
                }
                else
                {
                    controller = current;
                }
            }
        }
    }

    private static void Need(string value, string shown, string path, string what, List<FieldError> errors)
    {
        if (value.Length == 0)
        {
            errors.Add(FieldError.Invalid(path, shown, $"{what} must not be empty"));
        }
    }

    private static string Literal(JsonObject owner) =>
        $"v1.OwnerReference{{APIVersion:{GoText.Quote(Text(owner, "apiVersion"))}, Kind:{GoText.Quote(Text(owner, "kind"))}, Name:{GoText.Quote(Text(owner, "name"))}, " +
        $"UID:{GoText.Quote(Text(owner, "uid"))}, Controller:{Flag(owner, "controller")}, BlockOwnerDeletion:{Flag(owner, "blockOwnerDeletion")}}}";

    // A real server prints a memory address for a set flag.
    private static string Flag(JsonObject owner, string field) => owner[field] is { } value ? value.ToJsonString() : "(*bool)(nil)";

    private static string Text(JsonObject owner, string field) => JsonTypes.Text(owner[field]) ?? "";
}
