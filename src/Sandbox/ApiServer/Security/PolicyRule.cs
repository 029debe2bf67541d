using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>One rule of a Role or ClusterRole.</summary>
internal sealed record PolicyRule
{
    private const string All = "*";

    public required ImmutableArray<string> Verbs { get; init; }

    public required ImmutableArray<string> Groups { get; init; }

    public required ImmutableArray<string> Resources { get; init; }

    public required ImmutableArray<string> Names { get; init; }

    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>Reads the rules of a role.</summary>
    public static ImmutableArray<PolicyRule> Read(JsonObject role) => [.. role.Objects("rules").Select(rule => new PolicyRule
    {
        Verbs = [.. rule.Texts("verbs")],
        Groups = [.. rule.Texts("apiGroups")],
        Resources = [.. rule.Texts("resources")],
        Names = [.. rule.Texts("resourceNames")],
        Paths = [.. rule.Texts("nonResourceURLs")],
    })];

    /// <summary>Whether the rule allows something.</summary>
    public bool Allows(AccessAttributes access)
    {
        if (!Has(Verbs, access.Verb))
        {
            return false;
        }

        return access.IsResource ? AllowsResource(access) : Paths.Any(path => path == All || path == access.Path || (path.EndsWith('*') && access.Path.StartsWith(path[..^1], StringComparison.Ordinal)));
    }

    private bool AllowsResource(AccessAttributes access)
    {
        string wanted = access.Subresource.Length == 0 ? access.Resource : $"{access.Resource}/{access.Subresource}";
        return Has(Groups, access.Group)
            && (Has(Resources, wanted) || (access.Subresource.Length > 0 && Resources.Contains($"*/{access.Subresource}")))
            && (Names.IsEmpty || (access.Name.Length > 0 && Names.Contains(access.Name)));
    }

    private static bool Has(ImmutableArray<string> values, string wanted) => values.Contains(All) || values.Contains(wanted);
}
