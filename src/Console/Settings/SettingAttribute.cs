namespace BackupConsole.Settings;

/// <summary>Marks a property as a setting. The README lists every one of them with the same words; a test compares the two.</summary>
/// <param name="meaning">What it does, in one sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    /// <summary>What it does, in one sentence.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>Smallest number allowed.</summary>
    public int Minimum { get; init; } = int.MinValue;

    /// <summary>Largest number allowed.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>
    /// What separates the entries of a list that is given as one value (an environment variable, an argument): a comma, or what
    /// separates the entries of <c>PATH</c> when <c>true</c>.
    /// </summary>
    public bool IsPathList { get; init; }
}
