using System.Globalization;

namespace BackupConsole.KubeStash.Schedules;

/// <summary>Reads one field: a list of stars, numbers, names and ranges, each perhaps with a step.</summary>
/// <param name="rule">What may be written.</param>
/// <param name="position">Where the field starts in the whole text.</param>
internal sealed class CronFieldParser(CronFieldRule rule, int position)
{
    /// <summary>Reads the field; null and an error when it is malformed.</summary>
    public CronField? Parse(string text, out CronError? error)
    {
        ulong bits = 0;
        bool star = false;
        int start = 0;
        foreach (string item in text.Split(','))
        {
            // Empty items are allowed, even on their own: "," is a field that never fires.
            if (item.Length > 0)
            {
                if (ParseItem(item, position + start, out error) is not CronField field)
                {
                    return null;
                }

                bits |= field.Bits;
                star |= field.IsStar;
            }

            start += item.Length + 1;
        }

        error = null;
        return new CronField(bits, star);
    }

    private CronField? ParseItem(string item, int at, out CronError? error)
    {
        string[] rangeAndStep = item.Split('/');
        if (rangeAndStep.Length > 2)
        {
            return Refuse(item, at, $"\"{item}\" has more than one step.", out error);
        }

        int? step = 1;
        if (rangeAndStep.Length == 2 && (step = ParseNumber(rangeAndStep[1])) is null or 0)
        {
            return Refuse(item, at, $"the step of \"{item}\" is not a number above 0.", out error);
        }

        string[] ends = rangeAndStep[0].Split('-');
        if (ends[0] is "*" or "?")
        {
            // What follows a dash after a star is not looked at: "*-5" is "*".
            error = null;
            return new CronField(Bits(rule.Minimum, rule.Maximum, step.Value), IsStar: step <= 1);
        }

        if (ends.Length > 2)
        {
            return Refuse(item, at, $"\"{item}\" has more than one dash.", out error);
        }

        if (ParseRange(ends, item, at, out error) is not (int first, int last))
        {
            return null;
        }

        // A single number with a step runs to the end of the field.
        last = ends.Length == 1 && rangeAndStep.Length == 2 ? rule.Maximum : last;
        return new CronField(Bits(first, last, step.Value), IsStar: false);
    }

    private (int First, int Last)? ParseRange(string[] ends, string item, int at, out CronError? error)
    {
        int first = 0;
        int last = 0;
        foreach (string end in ends)
        {
            if (ParseValue(end) is not int value)
            {
                _ = Refuse(item, at, end.Length == 0 ? $"\"{item}\" lacks a value." : $"\"{end}\" is not a value.", out error);
                return null;
            }

            if (value < rule.Minimum || value > rule.Maximum)
            {
                _ = Refuse(item, at, $"{end} is outside {rule.Minimum} to {rule.Maximum}.", out error);
                return null;
            }

            first = ReferenceEquals(end, ends[0]) ? value : first;
            last = value;
        }

        if (first > last)
        {
            _ = Refuse(item, at, $"the range {item} ends before it starts; ranges do not wrap around.", out error);
            return null;
        }

        error = null;
        return (first, last);
    }

    private int? ParseValue(string text)
    {
        for (int index = 0; index < rule.Names.Count; index++)
        {
            if (string.Equals(rule.Names[index], text, StringComparison.OrdinalIgnoreCase))
            {
                return rule.Minimum + index;
            }
        }

        return ParseNumber(text);
    }

    // ASCII digits with an optional plus, as the controller reads them; the dash never reaches this place.
    private static int? ParseNumber(string text)
    {
        string digits = text.StartsWith('+') ? text[1..] : text;
        return digits.Length > 0
            && digits.All(char.IsAsciiDigit)
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;
    }

    private static ulong Bits(int first, int last, int step)
    {
        ulong bits = 0;
        for (long value = first; value <= last; value += step)
        {
            bits |= 1UL << (int)value;
        }

        return bits;
    }

    private CronField? Refuse(string part, int at, string problem, out CronError? error)
    {
        error = new CronError(rule.Name, part, at, char.ToUpperInvariant(problem[0]) + problem[1..], rule.Remedy);
        return null;
    }
}
