using System.Globalization;
using System.Text.RegularExpressions;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>What containers do that have nothing to do with backups: they print a line, last a few seconds or as long as <c>sleep</c> says, and succeed unless they <c>exit</c> otherwise.</summary>
internal sealed partial class OrdinaryProgram : IContainerProgram
{
    private const double UsualSeconds = 3;

    /// <inheritdoc />
    public bool Runs(RunningContainer container) => true;

    /// <inheritdoc />
    public Script Write(RunningContainer container)
    {
        string command = string.Join(' ', container.Spec.Texts("command").Concat(container.Spec.Texts("args")));
        double seconds = Sleep().Match(command) is { Success: true } sleep ? double.Parse(sleep.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : UsualSeconds;
        ScriptWriter script = new();
        if (Echo().Match(command) is { Success: true } echo)
        {
            script.Print(echo.Groups[1].Value.Trim('"', '\''));
        }

        return script.Wait(seconds).End(ExitCodeOf(command));
    }

    /// <summary>How a shell command ends, as far as its text tells.</summary>
    public static int ExitCodeOf(string command) =>
        Exit().Match(command) is { Success: true } exit && int.TryParse(exit.Groups[1].ValueSpan, out int code) ? code & 255
        : command == "false" || command.EndsWith("/false", StringComparison.Ordinal) ? 1
        : 0;

    [GeneratedRegex(@"\bexit (\d{1,3})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Exit();

    [GeneratedRegex(@"\bsleep (\d{1,6})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\becho ([^;&|>]{1,200})", RegexOptions.CultureInvariant)]
    private static partial Regex Echo();
}
