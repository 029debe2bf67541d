using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Addons;

/// <summary>Compares what a task is given (<c>params</c>) with what its addon says it can be told.</summary>
public static class TaskParameters
{
    /// <summary>The parameters that a task fails without: required, without a default, and not given.</summary>
    public static ImmutableArray<AddonParameter> Missing(AddonTask task, JsonObject? given)
    {
        ArgumentNullException.ThrowIfNull(task);
        return [.. task.Parameters.Where(parameter => parameter is { Required: true, Default.Length: 0 } && !IsGiven(given, parameter.Name))];
    }

    /// <summary>What is given and the addon does not know; each with the name that was most likely meant.</summary>
    public static ImmutableArray<(string Name, string? Meant)> Unknown(AddonTask task, JsonObject? given)
    {
        ArgumentNullException.ThrowIfNull(task);
        string[] names = [.. task.Parameters.Select(parameter => parameter.Name)];
        return [.. (given ?? []).Where(entry => !names.Contains(entry.Key, StringComparer.Ordinal)).Select(entry => (entry.Key, SimilarWord.Among(names, entry.Key)))];
    }

    private static bool IsGiven(JsonObject? given, string name) => given?[name] is { } value && JsonTree.TextOrNull(value) is not "";
}
