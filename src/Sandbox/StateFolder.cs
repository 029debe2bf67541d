namespace BackupConsole.Sandbox;

/// <summary>The folder of a sandbox.</summary>
internal static class StateFolder
{
    /// <summary>The folder when none is set.</summary>
    public static string Default()
    {
        string state = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "backup-console", "sandbox");
    }

    /// <summary>Keeps other processes from the folder as long as the stream is open.</summary>
    /// <exception cref="InvalidOperationException">Another process has it.</exception>
    public static FileStream Lock(string directory)
    {
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new(Path.Combine(directory, "lock"), options);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"The sandbox's state folder {directory} is in use by another process. Stop that one, or give this one another folder (Sandbox:StateDirectory).", taken);
        }
    }
}
