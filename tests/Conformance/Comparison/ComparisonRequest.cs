namespace BackupConsole.Conformance.Comparison;

/// <summary>
/// A request to both servers. In path, query and body, <c>{{word:argument}}</c> stands for what differs between the servers:
/// see <see cref="ServerMemory.Fill"/>.
/// </summary>
/// <param name="Tag">What is tried, for reports and exceptions: words joined by dashes, the operation first.</param>
/// <param name="Path">Path, without query.</param>
internal sealed record ComparisonRequest(string Tag, HttpMethod Method, string Path)
{
    /// <summary>Query without the question mark, escaped.</summary>
    public string Query { get; init; } = "";

    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string? Accept { get; init; }

    /// <summary><c>admin</c>, <c>viewer</c>, <c>nobody</c>, <c>wrong</c> (a token nobody has), or empty for none.</summary>
    public string User { get; init; } = "admin";

    /// <summary>The kind asked about; null when it is none of those compared.</summary>
    public ComparedKind? Kind { get; init; }

    public string Namespace { get; init; } = "";

    /// <summary>Name of the object, as in the requests; empty for collections.</summary>
    public string Name { get; init; } = "";

    /// <summary>For a watch: the name of the object whose event is the last one read; empty to read to the end of the answer.</summary>
    public string WatchUntil { get; init; } = "";

    public bool IsWatch { get; init; }

    /// <summary>For a watch: number of the request whose version it begins with.</summary>
    public int? WatchFrom { get; init; }

    /// <summary>Whether controllers go on with the object afterwards, which only one of the servers has: it is removed from both.</summary>
    public bool RemoveAfterwards { get; init; }

    /// <summary>Whether the answer lists all there is of the kind in the namespace.</summary>
    public bool IsFullList { get; init; }

    public override string ToString() => $"[{Tag}] {Method} {Path}{(Query.Length > 0 ? "?" + Query : "")} as {(User.Length > 0 ? User : "nobody at all")}{(Body is null ? "" : $"\n    {ContentType} {Body}")}";
}

/// <summary>An answer as it came.</summary>
internal sealed record ComparisonAnswer(int Code, string MediaType, string Text);
