using System.ComponentModel;
using System.Diagnostics;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Asks a credential plugin for a credential and explains in words when it gives none.</summary>
internal sealed class ExecPlugin(ExecCommand command, ExecClusterInfo cluster, TimeProvider time)
{
    private const string InfoVariable = "KUBERNETES_EXEC_INFO";
    private const int MinMaskedLength = 4;

    private readonly PluginProcess process = new(time);

    /// <summary>Where the plugin is named, for messages.</summary>
    public EntryLocation Location => command.Location;

    /// <exception cref="EntryException">It gives none. The words hold nothing it printed but the end of its error output.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        PluginResult result;
        try
        {
            ProcessStartInfo start = Prepare();
            result = await process.RunAsync(start, command.Timeout, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw Failed($"could not be started (system error {exception.NativeErrorCode})", "Check that the file is a program for this machine and that its interpreter is there.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot be reached ({exception.GetType().Name})", "Check the permissions of its file and of the directories above.");
        }
        catch (EntryException exception)
        {
            throw Failed(exception.What, exception.Remedy);
        }

        if (result.ExitCode != 0)
        {
            string tail = Presentable(result.ErrorTail);
            string said = tail.Length == 0 ? "and said nothing" : $"and said: {tail}";
            throw Failed($"ended with exit code {result.ExitCode} {said}", WithHint("Run it by hand to sign in or to see more."));
        }

        try
        {
            return ExecCredential.Parse(result.Output, command.ApiVersion);
        }
        catch (EntryException exception)
        {
            throw Failed(exception.What, exception.Remedy);
        }
    }

    private ProcessStartInfo Prepare()
    {
        string? path = ExecutablePath.Find(command.Command, command.SearchPath);
        if (path is null)
        {
            throw new EntryException(
                null,
                Path.IsPathFullyQualified(command.Command) ? "does not exist" : "is not found in PATH",
                WithHint("Install it where the console runs, or correct the command."));
        }

        if (!ExecutablePath.IsExecutable(path))
        {
            throw new EntryException(null, "is not executable", "Make it so with \"chmod +x\".");
        }

        ProcessStartInfo start = new(path);
        foreach (string argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[InfoVariable] = ExecInfo.Write(command.ApiVersion, command.ProvideClusterInfo ? cluster : null);
        return start;
    }

    private EntryException Failed(string what, string remedy) =>
        new(null, $"the credential plugin {EntryLocation.Quote(command.Command)} {what}", remedy);

    private string WithHint(string remedy) => command.InstallHint is null ? remedy : $"{remedy} {command.InstallHint}";

    // A plugin may quote what it was given, and that may be secret.
    private string Presentable(string errorTail)
    {
        string text = ExecEntryReader.AnsiSequence().Replace(errorTail, "");
        IEnumerable<string> given = command.Environment.Select(variable => variable.Value)
            .Concat(command.Arguments)
            .Concat(command.Arguments.Select(argument => argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            .Where(value => value.Length >= MinMaskedLength)
            .OrderByDescending(value => value.Length);
        foreach (string value in given)
        {
            text = text.Replace(value, "***", StringComparison.Ordinal);
        }

        return EntryLocation.OneLine(text.Trim(), PluginProcess.MaxErrorTail).TrimEnd('.');
    }
}
