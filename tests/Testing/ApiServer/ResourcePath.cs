namespace BackupConsole.Testing.ApiServer;

/// <summary>The parts of a URL path below <c>/api/v1</c> or <c>/apis/group/version</c>.</summary>
internal sealed record ResourcePath(string Group, string Version, string? Namespace, string? Plural, string? Name, string? Subresource)
{
    public static ResourcePath? Parse(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        (string group, int at) = parts switch
        {
            ["api", _, ..] => ("", 1),
            ["apis", _, _, ..] => (parts[1], 2),
            _ => ("", -1),
        };
        if (at < 0)
        {
            return null;
        }

        string version = parts[at];
        return parts[(at + 1)..] switch
        {
            [] => new(group, version, null, null, null, null),
            ["namespaces", string ns] => new(group, version, null, "namespaces", ns, null),
            ["namespaces", string ns, "status" or "finalize"] => new(group, version, null, "namespaces", ns, parts[^1]),
            ["namespaces", string ns, string plural] => new(group, version, ns, plural, null, null),
            ["namespaces", string ns, string plural, string name] => new(group, version, ns, plural, name, null),
            ["namespaces", string ns, string plural, string name, string sub] => new(group, version, ns, plural, name, sub),
            [string plural] => new(group, version, null, plural, null, null),
            [string plural, string name] => new(group, version, null, plural, name, null),
            [string plural, string name, string sub] => new(group, version, null, plural, name, sub),
            _ => null,
        };
    }
}
