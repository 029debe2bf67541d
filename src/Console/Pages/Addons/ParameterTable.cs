using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Components.Details;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.Addons;

/// <summary>Parameters that something can be told, as addons and hook templates declare them.</summary>
internal static class ParameterTable
{
    private const string Task = "task";

    /// <summary>Columns of a parameter.</summary>
    public static ImmutableArray<FactColumn> Columns { get; } = [Facts.Written("Name", "name"), Facts.Message("Usage", "usage"), Facts.Written("Required", "required"), Facts.Written("Default", "default")];

    /// <summary>Columns of a parameter of a task.</summary>
    public static ImmutableArray<FactColumn> WithTask { get; } = [Facts.Written("Task", Task), .. Columns];

    /// <summary>The parameters of all tasks, each with the task it belongs to.</summary>
    public static IEnumerable<Manifest> OfTasks(DetailSubject subject, string path) =>
        from task in subject.Items(path)
        from parameter in (task.Get(ManifestPath.Parse("parameters")) as JsonArray ?? []).OfType<JsonObject>()
        select new Manifest(new JsonObject(parameter.DeepClone().AsObject().ToDictionary(field => field.Key, field => field.Value?.DeepClone())) { [Task] = task.Name() });

    private static string Name(this Manifest task) => task.Text(ManifestPath.Parse("name"));
}
