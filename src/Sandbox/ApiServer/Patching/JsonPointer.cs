namespace BackupConsole.Sandbox.ApiServer.Patching;

/// <summary>Paths of JSON patches (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>
    /// The steps of a pointer. What precedes the first slash is ignored, as servers do; a pointer to the whole document has no steps.
    /// </summary>
    public static string[] Steps(string pointer) =>
        [.. pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    /// <summary>A name as a pointer's step, with its slash.</summary>
    public static string Step(string name) => $"/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
