using System.Text;
using System.Text.Json.Nodes;

namespace BackupConsole.Testing;

/// <summary>Writes kubeconfig files for servers made by tests. JSON is YAML, so no emitter is needed.</summary>
public static class TestKubeconfig
{
    /// <param name="path">File to write.</param>
    /// <param name="server">Root of the API server.</param>
    /// <param name="authorityPem">Who signed its certificate.</param>
    /// <param name="current">The current context.</param>
    /// <param name="contexts">Name, token and namespace of each context.</param>
    public static void Write(string path, Uri server, string authorityPem, string current, params ReadOnlySpan<(string Name, string Token, string? Namespace)> contexts)
    {
        JsonObject config = new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = new JsonArray(new JsonObject
            {
                ["name"] = "test",
                ["cluster"] = new JsonObject
                {
                    ["server"] = server.ToString(),
                    ["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem)),
                },
            }),
            ["users"] = new JsonArray(),
            ["contexts"] = new JsonArray(),
            ["current-context"] = current,
        };
        foreach ((string name, string token, string? ns) in contexts)
        {
            config["users"]!.AsArray().Add(new JsonObject { ["name"] = name, ["user"] = new JsonObject { ["token"] = token } });
            JsonObject context = new() { ["cluster"] = "test", ["user"] = name };
            if (ns is not null)
            {
                context["namespace"] = ns;
            }

            config["contexts"]!.AsArray().Add(new JsonObject { ["name"] = name, ["context"] = context });
        }

        File.WriteAllText(path, config.ToJsonString(new() { WriteIndented = true }));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
