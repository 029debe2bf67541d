using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Makes the columns of built-in kinds. Their tables carry ages as text, as real servers do.</summary>
internal static class ColumnFactory
{
    /// <summary>Shown for nothing, where a real server prints it.</summary>
    public const string None = "<none>";

    /// <summary>Shown for what a real server does not know.</summary>
    public const string Unknown = "<unknown>";

    /// <summary>Time since creation.</summary>
    public static PrinterColumn Age { get; } = Always("Age", "Time since the object was created.", (source, now) => Since(source.Time("metadata", "creationTimestamp"), now));

    /// <summary>The moment of creation.</summary>
    public static PrinterColumn CreatedAt { get; } =
        new("Created At", "date", "", "When the object was created.", 0, (source, _) => source.Text("metadata", "creationTimestamp") ?? Unknown);

    /// <summary>A column of text that is always shown.</summary>
    public static PrinterColumn Always(string name, string description, CellFunction cell) => new(name, "string", "", description, 0, cell);

    /// <summary>A column of whole numbers that is always shown.</summary>
    public static PrinterColumn Count(string name, string description, Func<JsonObject, long> cell) =>
        new(name, "integer", "", description, 0, (source, _) => cell(source));

    /// <summary>A column of whole numbers whose header calls them text, as some of a real server's do.</summary>
    public static PrinterColumn CountAsText(string name, string description, Func<JsonObject, long> cell) => Count(name, description, cell) with { Type = "string" };

    /// <summary>A column of text that is shown with <c>-o wide</c>.</summary>
    public static PrinterColumn Wide(string name, string description, CellFunction cell) => new(name, "string", "", description, 1, cell);

    /// <summary>An age, or <see cref="Unknown"/>.</summary>
    public static string Since(DateTimeOffset? start, DateTimeOffset now) => start is { } time ? HumanDuration.Since(time, now) : Unknown;

    /// <summary>Values joined by commas, or <see cref="None"/>.</summary>
    public static string Joined(IEnumerable<string> values) => string.Join(',', values) is { Length: > 0 } text ? text : None;

    /// <summary>The value, or a stand-in for an empty one.</summary>
    public static string Or(string? value, string otherwise) => string.IsNullOrEmpty(value) ? otherwise : value;

    /// <summary>Names of the containers of a pod template.</summary>
    public static PrinterColumn Containers { get; } =
        Wide("Containers", "Names of the containers in the pods.", (source, _) => string.Join(',', TemplateContainers(source).Select(container => container.TextOrEmpty("name"))));

    /// <summary>Images of the containers of a pod template.</summary>
    public static PrinterColumn Images { get; } =
        Wide("Images", "Images of the containers in the pods.", (source, _) => string.Join(',', TemplateContainers(source).Select(container => container.TextOrEmpty("image"))));

    /// <summary>The selector of a workload.</summary>
    public static PrinterColumn Selector { get; } =
        Wide("Selector", "Labels of the pods.", (source, _) => source.At("spec", "selector") is JsonObject selector ? FormatSelector(selector) : None);

    private static IEnumerable<JsonObject> TemplateContainers(JsonObject source) =>
        (source.At("spec", "jobTemplate") ?? source).Objects("spec", "template", "spec", "containers");

    private static string FormatSelector(JsonObject selector)
    {
        IEnumerable<string> labels = selector.Pairs("matchLabels").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}");
        IEnumerable<string> expressions = selector.Objects("matchExpressions").Select(FormatExpression);
        return Joined(labels.Concat(expressions));
    }

    private static string FormatExpression(JsonObject expression)
    {
        string key = expression.TextOrEmpty("key");
        string values = string.Join(',', expression.Texts("values").Order(StringComparer.Ordinal));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => key,
        };
    }
}
