namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>What somebody wants to do.</summary>
/// <param name="Verb">Verb of the API, or the HTTP method in small letters for other paths.</param>
internal sealed record AccessAttributes(string Verb)
{
    /// <summary>API group.</summary>
    public string Group { get; init; } = "";

    /// <summary>Plural; empty for paths that are no objects.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Namespace; empty for all, and for kinds without.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the object; empty for any.</summary>
    public string Name { get; init; } = "";

    /// <summary>The path, when it is no object's.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether this is about objects.</summary>
    public bool IsResource => Resource.Length > 0;
}
