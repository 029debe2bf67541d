using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Understands the <c>exec</c> of a kubeconfig's user.</summary>
internal sealed partial class ExecEntryReader(ExecPluginOptions options, string? searchPath)
{
    private const string Group = "client.authentication.k8s.io/";
    private const int MaxHint = 1000;

    /// <exception cref="EntryException">It cannot be used, or may not be.</exception>
    public ExecCommand Read(FieldReader exec, KubeconfigEntry entry)
    {
        string written = exec.Text("command")
            ?? throw new EntryException(exec.Line, "exec names no command", "Add command with the plugin's name or path.");
        string command = written.Contains(Path.DirectorySeparatorChar) || written.Contains('/')
            ? Path.GetFullPath(written, entry.Directory)
            : written;
        RequireAllowed(written, command, exec.LineOf("command"));
        string apiVersion = ReadApiVersion(exec);
        RequireNoTerminal(exec, apiVersion);
        return new ExecCommand
        {
            Location = entry.Location with { Line = exec.LineOf("command") },
            ApiVersion = apiVersion,
            Command = command,
            SearchPath = searchPath,
            Arguments = exec.Texts("args"),
            Environment = ReadEnvironment(exec),
            InstallHint = exec.Text("installHint") is { } hint ? EntryLocation.OneLine(AnsiSequence().Replace(hint, ""), MaxHint) : null,
            ProvideClusterInfo = exec.Boolean("provideClusterInfo"),
            Timeout = options.Timeout,
        };
    }

    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-_])")]
    internal static partial Regex AnsiSequence();

    private void RequireAllowed(string written, string command, int line)
    {
        if (!options.Enabled)
        {
            throw new EntryException(
                line, "credential plugins (exec) are switched off here", "Give the user a token, a tokenFile or a client certificate instead.");
        }

        if (options.AllowedCommands is ImmutableArray<string> allowed && !allowed.Contains(written) && !allowed.Contains(command))
        {
            throw new EntryException(
                line, $"the credential plugin {EntryLocation.Quote(written)} is not among those that may run here", "Add it to the allowed commands, or give the user a token.");
        }
    }

    private static string ReadApiVersion(FieldReader exec)
    {
        string? version = exec.Text("apiVersion");
        return version switch
        {
            Group + "v1" or Group + "v1beta1" => version,
            null => throw new EntryException(exec.Line, "exec names no apiVersion", $"Add apiVersion: {Group}v1, if the plugin supports it."),
            _ => throw new EntryException(
                exec.LineOf("apiVersion"), $"exec has apiVersion {EntryLocation.Quote(version)}, which is not supported", $"Use {Group}v1 or {Group}v1beta1; the plugin may need an update."),
        };
    }

    private static void RequireNoTerminal(FieldReader exec, string apiVersion)
    {
        int line = exec.LineOf("interactiveMode");
        switch (exec.Text("interactiveMode"))
        {
            case "Never" or "IfAvailable":
                return;
            case null when apiVersion == Group + "v1beta1":
                return;
            case null:
                throw new EntryException(exec.Line, "exec names no interactiveMode, which v1 demands", "Add interactiveMode: IfAvailable (or Never).");
            case "Always":
                throw new EntryException(
                    line, "exec has interactiveMode Always, but the console has no terminal to ask at",
                    "Use a plugin that can work unattended with interactiveMode: IfAvailable, or give the user a token.");
            default:
                throw new EntryException(line, "exec has an unknown interactiveMode", "Use Never or IfAvailable.");
        }
    }

    private static List<KeyValuePair<string, string>> ReadEnvironment(FieldReader exec)
    {
        List<KeyValuePair<string, string>> environment = [];
        foreach (FieldReader variable in exec.Mappings("env"))
        {
            string? name = variable.Text("name");
            string value = variable.Text("value") ?? "";
            if (name is null || name.Contains('=') || name.Contains('\0') || value.Contains('\0'))
            {
                throw new EntryException(variable.Line, "an env entry of exec has no usable name or value", "Give it a name without \"=\", and a value.");
            }

            environment.Add(new KeyValuePair<string, string>(name, value));
        }

        return environment;
    }
}
