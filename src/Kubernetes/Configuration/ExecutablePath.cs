namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Finds a command as a shell would. <see cref="System.Diagnostics.Process"/> itself would look beside this program and in the current
/// directory first, where anybody might have put a file of that name.
/// </summary>
internal static class ExecutablePath
{
    /// <returns>Absolute path, or <c>null</c> when there is no such executable.</returns>
    public static string? Find(string command, string? searchPath)
    {
        if (Path.IsPathFullyQualified(command))
        {
            return Candidates(command).FirstOrDefault(File.Exists);
        }

        return (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(directory => Candidates(Path.Combine(directory, command)))
            .FirstOrDefault(IsExecutable);
    }

    public static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static IEnumerable<string> Candidates(string path) => OperatingSystem.IsWindows() ? [path, path + ".exe"] : [path];
}
