using System.Text.Json.Nodes;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Values of Secrets, which are shown to nobody. <c>kubectl apply</c> keeps a copy of them in an annotation, so that is one of them.
/// </summary>
public static class SecretValues
{
    /// <summary>What stands in place of a value. It is no base64, so that a server refuses it where somebody sends it back.</summary>
    public const string Placeholder = "(hidden)";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether objects of a kind hold such values.</summary>
    public static bool Has(ResourceKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Id == BuiltInKinds.Secret.Id;
    }

    /// <summary>Takes the values out of a Secret that nobody else has seen yet; the keys stay.</summary>
    public static void Remove(JsonObject secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        Hide(secret, "data");
        Hide(secret, "stringData");
        if (secret["metadata"] is JsonObject metadata && metadata["annotations"] is JsonObject annotations && annotations.ContainsKey(LastApplied))
        {
            annotations[LastApplied] = Placeholder;
        }
    }

    private static void Hide(JsonObject secret, string field)
    {
        if (secret[field] is JsonObject values)
        {
            foreach (string key in values.Select(value => value.Key).ToArray())
            {
                values[key] = Placeholder;
            }
        }
        else if (secret.ContainsKey(field))
        {
            secret[field] = Placeholder;
        }
    }
}
