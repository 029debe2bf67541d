using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>Who may refer to an object: <c>spec.usagePolicy.allowedNamespaces</c> of storages, policies, templates and blueprints.</summary>
internal static class UsagePolicy
{
    /// <summary>Only the object's own namespace; what counts when nothing is written.</summary>
    public const string Same = "Same";

    /// <summary>Every namespace.</summary>
    public const string All = "All";

    /// <summary>Namespaces whose labels match.</summary>
    public const string Selector = "Selector";

    private static readonly ResourceKind Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    /// <summary>What the policy of an object says: <see cref="Same"/>, <see cref="All"/> or <see cref="Selector"/>.</summary>
    public static string From(JsonObject owner) => owner.Text("spec", "usagePolicy", "allowedNamespaces", "from") ?? Same;

    /// <summary>Whether objects of a namespace may refer to the object.</summary>
    public static bool Admits(JsonObject owner, string ns, AdmissionObjects objects) =>
        owner.Text("metadata", "namespace") == ns
        || From(owner) switch
        {
            All => true,
            Selector => owner.At("spec", "usagePolicy", "allowedNamespaces", "selector") is JsonObject selector && Matches(selector, LabelsOf(ns, objects)),
            _ => false,
        };

    /// <summary>Whether a label selector matches; an empty one matches everything.</summary>
    public static bool Matches(JsonObject selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Pairs("matchLabels").All(wanted => labels.TryGetValue(wanted.Key, out string? value) && value == wanted.Value)
        && selector.Objects("matchExpressions").All(expression => Matches(expression, expression.TextOrEmpty("key"), labels));

    private static bool Matches(JsonObject expression, string key, IReadOnlyDictionary<string, string> labels)
    {
        bool present = labels.TryGetValue(key, out string? value);
        return expression.Text("operator") switch
        {
            "In" => present && expression.Texts("values").Contains(value, StringComparer.Ordinal),
            "NotIn" => !present || !expression.Texts("values").Contains(value, StringComparer.Ordinal),
            "Exists" => present,
            "DoesNotExist" => !present,
            _ => false,
        };
    }

    private static Dictionary<string, string> LabelsOf(string ns, AdmissionObjects objects) =>
        new(objects.Get(Namespaces, new ObjectKey("", ns)).Pairs("metadata", "labels"), StringComparer.Ordinal);
}
