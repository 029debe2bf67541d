namespace BackupConsole.Kubernetes.Api;

/// <summary>An answer that began well cannot be read to its end. The message is for people, unlike those of the layers below.</summary>
/// <param name="message">Which answer, and what is wrong with it.</param>
/// <param name="innerException">The cause.</param>
public sealed class BrokenAnswerException(string message, Exception? innerException = null) : IOException(message, innerException);
