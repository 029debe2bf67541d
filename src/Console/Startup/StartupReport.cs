namespace BackupConsole.Startup;

/// <summary>What the console says on the terminal when it starts, or does not.</summary>
public static class StartupReport
{
    /// <summary>Says why the console does not start. Returns the exit code.</summary>
    public static int Refuse(TextWriter output, IReadOnlyList<string> problems)
    {
        output.WriteLine("The console does not start:");
        foreach (string problem in problems)
        {
            output.WriteLine($"  - {problem}");
        }

        output.WriteLine("All settings are described in README.md.");
        return 1;
    }
}
