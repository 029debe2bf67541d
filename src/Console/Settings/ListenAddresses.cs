using System.Globalization;
using System.Net;

namespace BackupConsole.Settings;

/// <summary>
/// Where to listen. The console shows what its reader may see and do in a cluster, so it must not be reachable from elsewhere by
/// accident: ASP.NET's own ways to say where (<c>urls</c>, <c>ASPNETCORE_URLS</c>, <c>Kestrel:Endpoints</c>) are held to the same rule.
/// </summary>
public static class ListenAddresses
{
    /// <summary>The addresses; adds a sentence to <paramref name="problems"/> for each that is not allowed.</summary>
    public static IReadOnlyList<string> Resolve(IConfiguration configuration, AccessOptions access, List<string> problems)
    {
        List<(string Setting, string Address)> asked = [];
        foreach (IConfigurationSection endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            asked.Add(($"{endpoint.Path}:Url", endpoint["Url"] ?? ""));
        }

        foreach (string address in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            asked.Add(("urls (ASPNETCORE_URLS)", address));
        }

        if (access.Listen != ListenScope.Any)
        {
            problems.AddRange(
                from entry in asked
                where !IsLoopback(entry.Address)
                select $"{entry.Setting} is \"{entry.Address}\"; allowed are addresses of this machine only (localhost, 127.0.0.1, [::1]) unless Access:Listen=Any is set.");
        }

        return asked.Count > 0 ? [.. asked.Select(entry => entry.Address)] : [Default(access)];
    }

    private static string Default(AccessOptions access)
    {
        string port = access.Port.ToString(CultureInfo.InvariantCulture);
        return access.Listen == ListenScope.Any ? $"http://*:{port}"
            : access.Port == 0 ? "http://127.0.0.1:0" // "localhost" is two addresses, which cannot share a port the system chooses.
            : $"http://localhost:{port}";
    }

    private static bool IsLoopback(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            return false; // "http://*:80" and "http://+:80" are no URIs, and mean everywhere.
        }

        return uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
