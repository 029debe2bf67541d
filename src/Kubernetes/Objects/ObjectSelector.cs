namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Which objects of a kind a list or watch is about, chosen by the server: kinds with very many objects (pods, jobs, events) are never asked for whole.
/// </summary>
/// <param name="Labels">Label selector in the server's syntax; <c>null</c> for any labels.</param>
/// <param name="Fields">Field selector in the server's syntax; <c>null</c> for any fields.</param>
public sealed record ObjectSelector(string? Labels = null, string? Fields = null)
{
    /// <summary>All objects.</summary>
    public static ObjectSelector Everything { get; } = new();

    /// <summary>Those with these labels.</summary>
    public static ObjectSelector ByLabels(LabelSelector labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Text.Length == 0 ? Everything : new ObjectSelector(Labels: labels.Text);
    }

    /// <summary>The one of this name.</summary>
    public static ObjectSelector Named(string name) => ByField("metadata.name", name);

    /// <summary>Those whose field has this value. Few fields can be asked for, which ones depends on the kind.</summary>
    public static ObjectSelector ByField(string field, string value) => new(Fields: $"{field}={Escaped(value)}");

    // The server's field selectors take these three for their own.
    private static string Escaped(string value) => value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal).Replace("=", @"\=", StringComparison.Ordinal);
}
