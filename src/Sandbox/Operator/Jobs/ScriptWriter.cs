using System.Globalization;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Writes a script from its beginning to its end.</summary>
internal sealed class ScriptWriter
{
    private readonly List<ScriptStep> steps = [];

    /// <summary>The time reached.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Lets time pass.</summary>
    public ScriptWriter Wait(double seconds)
    {
        Elapsed += TimeSpan.FromSeconds(seconds);
        return this;
    }

    /// <summary>A line of the tool's own log.</summary>
    public ScriptWriter Info(string source, string text) => Log('I', source, text);

    /// <summary>A line of the tool's own log about a failure.</summary>
    public ScriptWriter Error(string source, string text) => Log('E', source, text);

    /// <summary>A line as another program prints it.</summary>
    public ScriptWriter Print(string line)
    {
        steps.Add(new ScriptStep(Elapsed, _ => line, null));
        return this;
    }

    /// <summary>Something done to objects; must be safe to do twice.</summary>
    public ScriptWriter Do(Action effect)
    {
        steps.Add(new ScriptStep(Elapsed, null, effect));
        return this;
    }

    /// <summary>The end.</summary>
    public Script End(int exitCode = 0, string? reason = null, string? message = null) => new([.. steps], Elapsed, exitCode, reason, message);

    /// <summary>A log line in the form of the tools' logger: severity, date, time, thread, source.</summary>
    public static string Line(char severity, DateTimeOffset time, string source, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{severity}{time.UtcDateTime:MMdd HH:mm:ss.ffffff}       1 {source}] {text}");

    private ScriptWriter Log(char severity, string source, string text)
    {
        steps.Add(new ScriptStep(Elapsed, time => Line(severity, time, source, text), null));
        return this;
    }
}
