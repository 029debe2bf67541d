using System.Globalization;
using System.Text;
using BackupConsole.Sandbox.ApiServer.Files;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>The kubeconfig of the sandbox: a context for each of its users, the administrator's chosen.</summary>
internal static class SandboxKubeconfig
{
    private const string Mark = "# Written by the sandbox of the backup console at every start; changes are lost.";

    /// <summary>Writes it.</summary>
    /// <exception cref="InvalidOperationException">There is another file at that path, which is left as it is.</exception>
    public static void Write(string path, Uri server, string authorityPem, SandboxIdentity identity)
    {
        if (File.Exists(path) && !IsOurs(path))
        {
            throw new InvalidOperationException($"Sandbox:KubeconfigPath names {path}, a file the sandbox did not write. Choose a path where no file is, or remove it.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            PrivateFiles.EnsureDirectory(folder);
        }

        PrivateFiles.Write(path, Text(server, authorityPem, identity));
    }

    /// <summary>The text of it.</summary>
    /// <param name="current">User of the chosen context.</param>
    public static string Text(Uri server, string authorityPem, SandboxIdentity identity, string current = SandboxIdentity.Admin)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {{Mark}}
            apiVersion: v1
            kind: Config
            clusters:
            - name: sandbox
              cluster:
                server: {{server.GetLeftPart(UriPartial.Authority)}}
                certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}}
            contexts:

            """);
        foreach ((string user, string ns) in new[] { (SandboxIdentity.Admin, "default"), (SandboxIdentity.Viewer, "demo"), (SandboxIdentity.Nobody, "default") })
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                - name: sandbox-{{user}}
                  context:
                    cluster: sandbox
                    user: sandbox-{{user}}
                    namespace: {{ns}}

                """);
        }

        text.Append(CultureInfo.InvariantCulture, $"current-context: sandbox-{current}\nusers:\n");
        foreach (string user in new[] { SandboxIdentity.Admin, SandboxIdentity.Viewer, SandboxIdentity.Nobody })
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                - name: sandbox-{{user}}
                  user:
                    token: {{identity.TokenOf(user)}}

                """);
        }

        return text.ToString();
    }

    private static bool IsOurs(string path)
    {
        using StreamReader reader = new(path);
        return reader.ReadLine() == Mark;
    }
}
